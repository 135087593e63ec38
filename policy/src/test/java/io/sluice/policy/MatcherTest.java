package io.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.credential.Credential;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Progress;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.AuthPlace;
import io.sluice.schemas.serde.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    private static final Policy API = read("""
            {"provider":"api","baseUrl":"https://h/v1",
             "auth":[{"header":"X-Key","value":"{token}"},{"query":"key","value":"{token}"}],
             "endpoints":[{"name":"user","match":"GET /users/{user}"},{"name":"menu","match":"GET /caf\u00e9/a b"}]}""");

    @ParameterizedTest
    @ValueSource(strings = {"/users/zo\u00eb", "/users/zo%C3%AB", "/%75sers/zo%c3%ab"})
    void spellingsOfOnePathAreOneToPatternsParametersAndTheWire(String path) throws RequestRefused {
        ApiRequest request = request(path).build();
        Matched matched = Matcher.match(API, request, 1);
        assertThat(matched.endpoint()).isEqualTo("user");
        assertThat(matched.params()).containsEntry("user", "zo\u00eb");
        assertThat(Matcher.url(API, request)).isEqualTo("https://h/v1/users/zo%C3%AB");
    }

    @Test
    void aPatternIsSpelledAsItsPathsAre() throws RequestRefused {
        assertThat(Matcher.match(API, request("/caf\u00e9/a%20b").build(), 1).endpoint())
                .isEqualTo("menu");
    }

    @Test
    void aRequestThatNamesAccountAndCredentialGoesWithThatCredentialOfThatAccountAlone() throws RequestRefused {
        Eligible eligible = Matcher.match(
                        API,
                        request("/x").setAccount("alice").setCredential("c1").build(),
                        2)
                .eligible();
        assertThat(eligible.admits(credential("c1", "alice"))).isTrue();
        assertThat(eligible.admits(credential("c1", "bob"))).isFalse();
        assertThat(eligible.admits(credential("c2", "alice"))).isFalse();
        assertThat(eligible.describe()).isEqualTo("credential c1 of account alice");
    }

    private static Credential credential(String id, String account) {
        return new Credential("api", id, account, "api", "default", Map.of(), false);
    }

    @Test
    void theQueryOfThePathComesBeforeTheOther() {
        ApiRequest request =
                request("/x?q=a b").setQuery(Map.of("r", List.of("\u20ac&"))).build();
        assertThat(Matcher.url(API, request)).isEqualTo("https://h/v1/x?q=a%20b&r=%E2%82%AC%26");
    }

    @Test
    void whereTheCredentialGoesARequestMayPutNothing() {
        assertThatThrownBy(() -> Matcher.match(
                        API,
                        request("/x")
                                .setHeaders(Map.of("x-key", List.of("mine")))
                                .build(),
                        1))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("headers.X-Key");
        assertThatThrownBy(() -> Matcher.match(
                        API,
                        request("/x").setQuery(Map.of("key", List.of("mine"))).build(),
                        1))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("query.key");
        for (String path : List.of("/x?key=mine", "/x?a=1&k%65y")) {
            assertThatThrownBy(() -> Matcher.match(API, request(path).build(), 1))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageContaining("query of field 'path' has 'key'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json; charset=utf-8 | {\"chat\":\"a b\"} | a b",
                "APPLICATION/VND.API+JSON | {\"chat\":7,\"more\":{}} | 7",
                "application/x-www-form-urlencoded | x=1&chat=a+b | a b",
                "text/plain | {\"chat\":\"a\"} | ",
                "application/json | chat=a | ",
            })
    void aBodyThatItsHeaderCallsJsonOrAFormHasTheFieldsOfOne(String type, String body, String chat)
            throws RequestRefused {
        assertThat(chat(request("/x")
                        .setHeaders(Map.of("content-TYPE", List.of(type)))
                        .setBody(body)))
                .isEqualTo(chat);
    }

    @Test
    void aBodyInBase64HasTheFieldsThatItsHeaderSays() throws RequestRefused {
        assertThat(chat("application/json", "{\"chat\":7}")).isEqualTo("7");
        assertThat(chat("application/x-www-form-urlencoded", "x=1&chat=a+b")).isEqualTo("a b");
        assertThat(chat("application/octet-stream", "chat=a")).isNull();
    }

    private static @Nullable String chat(String type, String body) throws RequestRefused {
        return chat(request("/x")
                .setHeaders(Map.of("Content-Type", List.of(type)))
                .setBodyBase64(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))));
    }

    /** What a POST is counted by. */
    private static @Nullable String chat(ApiRequest.Builder request) throws RequestRefused {
        Policy counted = read("""
                {"provider":"api","baseUrl":"https://h",
                 "limits":[{"name":"chat","scope":["param:chat"],"quota":1,"per":"1s","window":"first-call"}]}""");
        return Matcher.match(counted, request.setMethod("POST").setAccount("me").build(), 1)
                .params()
                .get("chat");
    }

    @Test
    void whoWaitsKeepsOnlyTheParametersThatItIsCountedBy() throws RequestRefused {
        Policy counted = read("""
                {"provider":"api","baseUrl":"https://h","endpoints":[{"name":"send","match":"POST /send/{kind}"}],
                 "limits":[{"name":"chat","scope":["account","param:chat"],"quota":1,"per":"1s","window":"first-call"}],
                 "answers":[{"when":{"status":429},"then":"throttled","hold":{"scope":["param:kind"]}}]}""");
        ApiRequest request = request("/send/text?draft=1")
                .setMethod("POST")
                .setAccount("me")
                .setJson("{\"chat\":7,\"text\":\"" + "x".repeat(1_000) + "\"}")
                .build();
        assertThat(waiting(counted, request)).isEqualTo(Map.of("chat", "7", "kind", "text"));
    }

    /** It stands in the keys of budgets and lanes, and in what is shown of them. */
    @Test
    void aLongValueIsCountedByItsDigest() throws RequestRefused {
        Policy counted = read("""
                {"provider":"api","baseUrl":"https://h",
                 "limits":[{"name":"model","scope":["param:model"],"quota":1,"per":"1s","window":"first-call"}]}""");
        String longest = "m".repeat(200);
        assertThat(waiting(counted, request("/x?model=" + longest).build())).containsEntry("model", longest);
        String one = model(counted, "m".repeat(500_000) + "1");
        assertThat(one).hasSizeLessThan(120).startsWith("mmmm");
        assertThat(one).isEqualTo(model(counted, "m".repeat(500_000) + "1"));
        assertThat(one).isNotEqualTo(model(counted, "m".repeat(500_000) + "2"));
    }

    private static String model(Policy counted, String value) throws RequestRefused {
        return waiting(
                        counted,
                        request("/x").setQuery(Map.of("model", List.of(value))).build())
                .getOrDefault("model", "");
    }

    /** What the scheduler is told of a request's parameters. */
    private static Map<String, String> waiting(Policy counted, ApiRequest request) throws RequestRefused {
        return Matcher.match(counted, request, 1)
                .request(counted, request, new Arrival(1, "a", 0, Progress.NONE))
                .params();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999999999, 999999999", "1000000001, 1000000000", "999999999999999, 1000000000", "many, 7"})
    void aCostThatAParameterTellsIsBoundedAsOneThatARequestTellsIs(String tokens, long cost) throws RequestRefused {
        Policy counted = read("""
                {"provider":"api","baseUrl":"https://h",
                 "limits":[{"name":"tokens","scope":["account"],"quota":9,"per":"1s","window":"sliding",
                            "cost":{"param":"max","otherwise":7}}]}""");
        assertThat(Matcher.match(counted, request("/x?max=" + tokens).build(), 1)
                        .cost()
                        .of("tokens"))
                .isEqualTo(cost);
    }

    @Test
    void anEndpointThatTheFileHasNoMoreIsOther() {
        assertThat(API.provider().endpoint("user").name()).isEqualTo("user");
        assertThat(API.provider().endpoint("gone").name()).isEqualTo("other");
        assertThat(API.details("gone")).isEqualTo(API.details("other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"headers\":{\"Transfer-Encoding\":\"chunked\"}",
                "\"headers\":{\"X-A\":\"\u20ac\"}",
                "\"headers\":{\"X A\":\"x\"}",
                "\"auth\":[{\"header\":\"Host\",\"value\":\"{token}\"}]",
                "\"auth\":[{\"header\":\"X-A\",\"value\":\"\u20ac{token}\"}]",
                "\"auth\":[{\"cookie\":\"a b\",\"value\":\"{token}\"}]"
            })
    void aFileWhoseCallsCouldNeverLeaveIsRefused(String fields) {
        assertThatThrownBy(() -> read("{\"provider\":\"api\",\"baseUrl\":\"http://h\"," + fields + "}"))
                .isInstanceOf(PolicyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h:0", "http://h:65536", "http://h/a//b", "http://h/../b", "http://h/%zz"})
    void soIsABaseUrlThatNoCallCanGoTo(String baseUrl) {
        assertThatThrownBy(() -> read("{\"provider\":\"api\",\"baseUrl\":\"" + baseUrl + "\"}"))
                .isInstanceOf(PolicyException.class);
    }

    @Test
    void aSecretInThePathIsToldWhichPathItStandsBehind() {
        Policy infura = read("""
                {"provider":"api","baseUrl":"https://h/caf\u00e9/",
                 "auth":[{"path":"/{token}"},{"header":"X-Key","value":"{token}"}]}""");
        assertThat(infura.auth()).extracting(AuthPlace::getBelow).containsExactly("/caf%C3%A9", "");
    }

    @Test
    void theBaseUrlIsPercentEncoded() {
        assertThat(read("{\"provider\":\"api\",\"baseUrl\":\"http://h/caf\u00e9/\"}")
                        .baseUrl())
                .hasToString("http://h/caf%C3%A9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551621", "9223372036854775808", "-18446744073709551615"})
    void aNumberThatWrapsIsRefused(String number) {
        assertThatThrownBy(() -> read("{\"provider\":\"api\",\"baseUrl\":\"http://h\",\"maxAttempts\":" + number + "}"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("maxAttempts");
    }

    private static ApiRequest.Builder request(String path) {
        return ApiRequest.newBuilder().setProvider("api").setPath(path);
    }

    private static Policy read(String json) {
        return PolicyReader.read(JsonRecords.tree(json.getBytes(StandardCharsets.UTF_8)));
    }
}
