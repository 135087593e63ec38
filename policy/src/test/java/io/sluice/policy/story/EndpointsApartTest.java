package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.file.ProviderFiles;
import io.sluice.schemas.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the bundled files keep apart: a limit of one endpoint says nothing of another. */
class EndpointsApartTest {
    @ParameterizedTest
    @CsvSource({
        "twitter, GET /geo/search.json, GET /collections/entries.json",
        "twitter, GET /geo/search.json, GET /geo/reverse_geocode.json",
        "x, GET /spaces/7, GET /communities/7",
        "x, GET /users/7/followed_lists, GET /users/7/affiliates",
        "x, POST /lists/7/members, POST /users/7/following",
        "x, POST /users/7/bookmarks, DELETE /users/7/bookmarks/8"
    })
    void anEndpointThatIsNotListedHasTheBudgetThatItsOwnAnswersTell(String provider, String low, String high) {
        Story story = bundled(provider);
        Api api = (call, at) -> call.requestId().startsWith("low") ? told(story, 15, 14) : told(story, 900, 899);
        story.requests("low", 20, low).requests("high", 100, high).run(10_000, api);
        assertThat(story.made("low")).hasSize(15);
        assertThat(story.made("high")).hasSize(100);
        story.run(910_000, api);
        assertThat(story.made("low")).hasSize(20);
    }

    @Test
    void anAnswerThatTellsNothingStopsItsPathForAMinute() {
        Story story = bundled("x");
        Api api = (call, at) -> at < 1_000 ? new Api.Reply(404, "", "{}") : told(story, 300, 299);
        story.request("silent", "GET /spaces/7").run(1_000, api);
        story.requests("next", 5, "GET /spaces/8").run(30_000, api);
        assertThat(story.made("next")).isEmpty();
        story.run(62_000, api);
        assertThat(story.made("next")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "twitter, GET /statuses/user_timeline.json, 900",
        "twitter, GET /statuses/show/7.json, 900",
        "twitter, GET /search/tweets.json, 180",
        "twitter, GET /lists/subscribers.json, 180",
        "twitter, GET /trends/place.json, 75",
        "x, GET /tweets/7, 900",
        "x, GET /users/by/username/a, 900",
        "x, GET /users/by/username/a/mentions, 180",
        "x, GET /users/7/followers, 300",
        "x, GET /lists/7, 75",
        "x, GET /users/7/owned_lists, 15",
        "x, POST /users/7/muting, 50",
        "x, DELETE /users/7/muting/8, 50",
        "x, POST /media/upload, 500",
        "x, POST /media/upload/initialize, 1875",
        "x, POST /media/upload/8/append, 1875",
        "x, POST /media/upload/8/finalize, 1875"
    })
    void anEndpointThatIsListedHasItsPublishedNumberFromTheFirstCallOn(String provider, String line, int quota) {
        Story story = bundled(provider);
        for (int i = 0; i <= quota; i++) {
            story.request("r" + i, line, "alice");
        }
        story.run(60_000, (call, at) -> Api.Reply.OK);
        assertThat(story.made("r")).hasSize(quota);
        story.run(901_000, (call, at) -> Api.Reply.OK);
        assertThat(story.made("r")).hasSize(quota + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "slack, POST /pins.add, POST /reminders.add",
        "slack, GET /team.info, GET /emoji.list",
        "danbooru, POST /comments.json, POST /favorites.json",
        "danbooru, POST /favorites.json, PUT /notes/7.json"
    })
    void aRefusalOfOneMethodLeavesTheOthersFree(String provider, String refused, String other) {
        Story story = bundled(provider);
        story.request("first", refused, "alice").expectCalls(1);
        story.answer("first", 429, "retry-after: 60", "{}").at(100);
        story.request("same", refused, "alice").request("other", other, "alice");
        story.at(110).expect("other by alice");
    }

    @Test
    void aFileThatIsSentToATelegramGroupCountsForThatGroup() {
        Story story = bundled("telegram");
        for (String chat : List.of("-7", "-8")) {
            for (int i = 1; i <= 25; i++) {
                story.request("to" + chat + "." + i, "POST /sendDocument", upload(chat));
            }
        }
        story.run(55_000, (call, at) -> Api.Reply.OK);
        assertThat(story.made("to-7")).hasSize(20);
        assertThat(story.made("to-8")).hasSize(20);
    }

    private static ApiRequest.Builder upload(String chat) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n" + chat
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a.bin\"\r\n\r\n\u0000\r\n--b--\r\n";
        return ApiRequest.newBuilder()
                .setAccount("alice")
                .setHeaders(Map.of("Content-Type", List.of("multipart/form-data; boundary=b")))
                .setBodyBase64(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Story bundled(String provider) {
        return new Story(ProviderFiles.load(List.of(provider)).get(0), Story.NEW_YEAR).credential("alice");
    }

    private static Api.Reply told(Story story, int limit, int remaining) {
        return new Api.Reply(
                200,
                "x-rate-limit-limit: " + limit + "\nx-rate-limit-remaining: " + remaining + "\nx-rate-limit-reset: "
                        + story.epochSeconds(900_000),
                "{}");
    }
}
