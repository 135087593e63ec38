package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Result;
import io.sluice.core.schedule.Wait;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.file.ProviderFiles;
import io.sluice.schemas.ApiRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of well-known APIs ran into, against the bundled files. */
class KnownApisTest {
    @Test
    void aLibraryIsSyncedWithTraktThoughAForeignRefusalHoldsItsReadsForThreeQuartersOfAnHour() {
        // the numbers of the report: 1,000 reads per 5 minutes; the bundled file has today's 500
        Story story = Story.of("""
                provider: trakt
                extends: trakt
                limits: [{ name: authed-get, quota: 1000, window: first-call }]
                """).credential("alice").credential("bob");
        for (int i = 1; i <= 1_600; i++) {
            story.request("item" + i, "GET /sync/history?item=" + i, "alice");
        }
        for (int i = 1; i <= 60; i++) {
            story.request("write" + i, "POST /sync/history", "alice").request("other" + i, "GET /sync/history", "bob");
        }
        int[] reads = new int[1];
        Api trakt = (call, at) -> {
            boolean read = call.requestId().startsWith("item");
            return read && ++reads[0] == 700
                    ? new Api.Reply(429, """
                            x-runtime: 0.01
                            retry-after: 2852
                            x-ratelimit: {"name":"AUTHED_API_GET_LIMIT","period":300,"limit":1000,"remaining":0}""", "")
                    : new Api.Reply(200, "x-runtime: 0.01", "[]");
        };
        story.run(120_000, trakt);
        long refusedAt = story.made("item").get(699).notBefore() - story.start + Story.LATENCY;
        int before = story.made("item").size();
        assertThat(before).isBetween(700, 1_000);
        assertThat(story.made("other")).hasSize(60);
        assertThat(story.made("write")).hasSize(60);
        story.expectWait("item1600", Wait.Why.BUDGET, refusedAt + 2_852_000);
        story.run(refusedAt + 2_852_000 - 300, trakt);
        assertThat(story.made("item").size()).isEqualTo(before);
        story.run(refusedAt + 2_852_000 + 60_000, trakt);
        assertThat(story.made("item")).hasSize(1_601);
        Call first = story.made("item").get(before);
        assertThat(first.notBefore() - story.start).isEqualTo(refusedAt + 2_852_000);
        assertThat(story.endings).hasSize(1_720);
    }

    @Test
    void twitterCountsByUserAndByAppAndTokensOfOneUserShareABudget() {
        Story story = new Story(ProviderFiles.load(List.of("twitter")).get(0), Story.NEW_YEAR)
                .credential("alice-1", "alice", "sync")
                .credential("alice-2", "alice", "sync")
                .credential("bob", "bob", "sync")
                .credential("bearer", "sync", "sync", "default", Map.of("auth", "app"));
        Api twitter = (call, at) -> Api.Reply.OK;
        story.requests("ids", 60, "GET /followers/ids.json").run(1_000, twitter);
        assertThat(by(story, "ids", "alice")).isEqualTo(15);
        assertThat(by(story, "ids", "bob")).isEqualTo(15);
        assertThat(by(story, "ids", "bearer")).isEqualTo(15);
        story.requests("status", 181, "GET /application/rate_limit_status.json");
        story.run(60_000, twitter);
        assertThat(story.made("status")).hasSize(181);
        for (int i = 1; i <= 301; i++) {
            story.request("post" + i, "POST /statuses/update.json", "alice");
        }
        story.request("retweet", "POST /statuses/retweet/7", "alice").run(120_000, twitter);
        assertThat(story.made("post")).hasSize(300);
        assertThat(story.made("retweet")).isEmpty();
        story.run(900_000 + 1_000, twitter);
        assertThat(story.made("ids")).hasSize(60);
    }

    @Test
    void twittersErrorCodesTellAThrottleFromALockedAccount() {
        Story story = new Story(ProviderFiles.load(List.of("twitter")).get(0), Story.NEW_YEAR)
                .credential("alice")
                .credential("bob");
        story.request("a", "GET /friendships/show.json", "alice").expectCalls(1);
        String reset = "x-rate-limit-limit: 180\nx-rate-limit-remaining: 0\nx-rate-limit-reset: "
                + story.epochSeconds(600_000);
        story.answer("a", 429, reset, "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}");
        story.at(100).expectCalls(0);
        assertThat(story.waits.get("a").until() - story.start).isBetween(600_000L, 601_100L);
        story.request("b", "GET /friendships/show.json", "bob").expectCalls(1);
        story.answer("b", 403, "", "{\"errors\":[{\"code\":326}]}");
        story.at(10_000).request("c", "POST /favorites/create.json", "bob").at(20_000);
        assertThat(story.endings).doesNotContainKey("c");
    }

    @Test
    void oneTelegramBotIsHeldForLongAndTheOthersBehindItsAddressGoOn() {
        Story story = new Story(ProviderFiles.load(List.of("telegram")).get(0), Story.NEW_YEAR)
                .credential("bot1")
                .credential("bot2")
                .credential("bot3");
        Api telegram = (call, at) -> call.requestId().equals("held") && at < 1_000
                ? new Api.Reply(429, "", "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":4310}}")
                : new Api.Reply(200, "", "{\"ok\":true}");
        story.request("held", "GET /sendMessage?chat_id=1", "bot1").run(1_000, telegram);
        story.expectWait("held", Wait.Why.HOLD, 4_310_000 + Story.LATENCY);
        for (int i = 1; i <= 100; i++) {
            story.request("bulk" + i, "POST /sendMessage?chat_id=" + i, "bot2");
        }
        for (int i = 1; i <= 25; i++) {
            story.request("group" + i, "POST /sendMessage?chat_id=-7", "bot3");
        }
        story.run(1_900, telegram);
        assertThat(story.made("bulk")).hasSize(30);
        story.run(5_500, telegram);
        assertThat(story.made("bulk")).hasSize(100);
        assertThat(story.made("group")).hasSize(5);
        story.run(60_000, telegram);
        assertThat(story.made("group")).hasSize(20);
        story.run(4_310_500, telegram);
        assertThat(story.made("group")).hasSize(25);
        story.expectEnding("held", Result.OK);
        assertThat(story.made("held").get(1).notBefore() - story.start).isEqualTo(4_310_000 + Story.LATENCY);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 529})
    void anAnswerThatTellsNothingStopsAnthropicForAMinuteAtMost(int status) {
        Story story = new Story(ProviderFiles.load(List.of("anthropic")).get(0), Story.NEW_YEAR).credential("key");
        Api anthropic = (call, at) -> at < 1_000
                ? new Api.Reply(status, "", "{}")
                : new Api.Reply(200, """
                        anthropic-ratelimit-requests-limit: 50
                        anthropic-ratelimit-requests-remaining: 49
                        anthropic-ratelimit-input-tokens-limit: 30000
                        anthropic-ratelimit-input-tokens-remaining: 29900
                        anthropic-ratelimit-output-tokens-limit: 8000
                        anthropic-ratelimit-output-tokens-remaining: 7900""", "{\"usage\":{\"input_tokens\":90,\"output_tokens\":99}}");
        story.request("first", "POST /messages?model=claude&max_tokens=4096").run(20, anthropic);
        story.requests("next", 3, "POST /messages?model=claude&max_tokens=4096");
        story.run(61_000, anthropic);
        assertThat(story.made("next")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic | POST /messages | 529 | {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}} | 5",
                "openai | POST /responses | 503 | {\"error\":{\"code\":\"server_is_overloaded\",\"message\":\"Slow down\"}} | 5",
                "anthropic | POST /messages | 529 | <html>Site is overloaded</html> | 1",
                "openai | POST /responses | 503 | <html>Service Unavailable</html> | 1",
            })
    void aPostIsMadeAgainWhereTheApiItselfTurnsItDown(String api, String line, int status, String body, int calls) {
        Story story = new Story(ProviderFiles.load(List.of(api)).get(0), Story.NEW_YEAR).credential("key");
        story.request("a", line).run(600_000, (call, at) -> new Api.Reply(status, "", body));
        assertThat(story.made("a")).hasSize(calls);
    }

    @Test
    void aWebhooksTokenThatHasExpiredSaysNothingOfTheBot() {
        Story story = new Story(ProviderFiles.load(List.of("discord")).get(0), Story.NEW_YEAR).credential("bot");
        Api discord = (call, at) -> call.requestId().startsWith("late")
                ? new Api.Reply(401, "via: 1.1 google", "{\"message\":\"Invalid Webhook Token\",\"code\":50027}")
                : new Api.Reply(200, "via: 1.1 google", "{}");
        for (int i = 1; i <= 5; i++) {
            story.request("late" + i, "PATCH /webhooks/7/token" + i + "/messages/@original", "bot");
        }
        story.run(30_000, discord);
        story.request("next", "POST /channels/7/messages", "bot").run(31_000, discord);
        assertThat(story.made("late")).hasSize(5);
        story.expectEnding("late5", Result.HTTP_ERROR).expectEnding("next", Result.OK);
    }

    @Test
    void aProtectedUserSaysNothingOfTwittersTokens() {
        Story story = new Story(ProviderFiles.load(List.of("twitter")).get(0), Story.NEW_YEAR)
                .credential("alice")
                .credential("bob");
        Api twitter = (call, at) -> call.requestId().startsWith("protected")
                ? new Api.Reply(401, "", "{\"request\":\"/1.1/followers/ids.json\",\"error\":\"Not authorized.\"}")
                : Api.Reply.OK;
        story.requests("protected", 4, "GET /followers/ids.json?screen_name=a").run(30_000, twitter);
        story.request("a", "GET /friends/ids.json", "alice").request("b", "GET /friends/ids.json", "bob");
        story.run(31_000, twitter);
        assertThat(story.made("protected")).hasSize(4);
        story.expectEnding("protected4", Result.HTTP_ERROR);
        story.expectEnding("a", Result.OK).expectEnding("b", Result.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "trakt, /sync/history",
        "slack, /conversations.list",
        "spotify, /me/tracks",
        "x, /users/me",
        "x, /users/reposts_of_me",
        "x, /users/7/timelines/reverse_chronological",
        "x, /users/7/bookmarks",
        "x, /dm_events",
        "x, /dm_events/7",
        "x, /dm_conversations/with/7/dm_events",
        "x, /dm_conversations/7-8/dm_events",
        "github, /user",
        "github, /user/repos",
        "github, /gists/starred",
        "github, /repos/a/b/notifications",
        "danbooru, /dmails.json",
        "danbooru, /dmails/7.json",
        "danbooru, /profile.json",
        "reddit, /api/v1/me",
        "twitter, /account/verify_credentials.json",
        "twitter, /account/settings.json",
        "twitter, /statuses/home_timeline.json",
        "twitter, /statuses/mentions_timeline.json",
        "twitter, /statuses/retweets_of_me.json",
        "twitter, /direct_messages/events/list.json",
        "twitter, /blocks/ids.json",
        "twitter, /mutes/users/list.json"
    })
    void whatIsTheUsersOwnIsReadWithTheAccountThatIsNamed(String provider, String path) {
        Story story = new Story(ProviderFiles.load(List.of(provider)).get(0), Story.NEW_YEAR)
                .credential("alice")
                .credential("bob");
        story.request("named", "GET " + path, "bob").expect("named by bob");
        assertThatThrownBy(() -> story.request("unnamed", "GET " + path)).hasMessageContaining("'account' is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, POST, /images/generations",
        "openai, POST, /audio/speech",
        "openai, POST, /embeddings",
        "github, GET, /repos/a/b/pulls?per_page=100",
        "shopify, GET, /products.json?limit=250",
        "trakt, GET, /sync/collection/movies"
    })
    void anAnswerOfSomeMebibytesThatWasPaidForIsKept(String provider, String method, String path) throws Exception {
        Policy policy = ProviderFiles.load(List.of(provider)).get(0);
        ApiRequest request = ApiRequest.newBuilder()
                .setProvider(provider)
                .setMethod(method)
                .setPath(path)
                .setAccount("me")
                .build();
        String endpoint = Matcher.match(policy, request, 1).endpoint();
        assertThat(policy.details(endpoint).maxBodyBytes()).isEqualTo(8 * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stripe-rate-limited-reason: resource-specific", ""})
    void whatStripeRefusesOfOnePaymentIntentLeavesTheOthersFree(String reason) {
        Story story = new Story(ProviderFiles.load(List.of("stripe")).get(0), Story.NEW_YEAR).credential("shop");
        String code = reason.isEmpty() ? "lock_timeout" : "rate_limit";
        story.request("one", "POST /payment_intents/pi_1", "shop").expectCalls(1);
        story.answer("one", 429, reason, "{\"error\":{\"code\":\"" + code + "\"}}")
                .at(100);
        story.request("same", "POST /payment_intents/pi_1", "shop")
                .request("other", "POST /payment_intents/pi_2", "shop");
        story.at(110).expect("other by shop");
    }

    @ParameterizedTest
    @CsvSource({"telegram, /sendMessage?chat_id=7", "slack, /chat.postMessage?channel=C1"})
    void aMessageByGetThatMayHaveBeenSentIsNotSentAgain(String provider, String path) {
        Story story = new Story(ProviderFiles.load(List.of(provider)).get(0), Story.NEW_YEAR).credential("bot");
        Api gateway = (call, at) -> new Api.Reply(502, "", "");
        story.request("once", "GET " + path, "bot").run(600_000, gateway);
        assertThat(story.made("once")).hasSize(1);
        story.expectEnding("once", Result.GAVE_UP);
    }

    @ParameterizedTest
    @CsvSource({"GET /getUpdates?timeout=50, , 120000", "GET /getUpdates, 60000, 60000", "GET /getMe, 60000, 30000"})
    void aRequestMayShortenWhatItsEndpointAllowsACallToTake(String line, Long asked, long timeout) {
        Story story = new Story(ProviderFiles.load(List.of("telegram")).get(0), Story.NEW_YEAR).credential("bot");
        story.request("a", line, ApiRequest.newBuilder().setAccount("bot").setTimeoutMs(asked));
        story.run(100, (call, at) -> Api.Reply.OK);
        assertThat(story.made("a")).singleElement().returns(timeout, Call::timeoutMillis);
    }

    private static long by(Story story, String begin, String credential) {
        return story.made(begin).stream()
                .filter(call -> call.credential().startsWith(credential))
                .count();
    }
}
