package io.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestRulesTest {
    private static final String HALF = "\uD83D";
    private static final ApiRequest PLAIN = new JsonRecords<ApiRequest>(ApiRequest.getClassSchema())
            .read("{\"provider\":\"api\",\"path\":\"/\"}".getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @MethodSource("refused")
    void whatWouldThrowLaterOrNeverLeaveIsRefusedByTheNameOfItsField(
            String field, UnaryOperator<ApiRequest.Builder> change) {
        assertThat(refusal(change))
                .isNotNull()
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("bad-request"))
                .hasMessageContaining("'" + field)
                .hasMessageMatching("[^\\r\\n]{1,400}");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                of("provider", request -> request.setProvider("a/b")),
                of("provider", request -> request.setProvider("")),
                of("method", request -> request.setMethod("CONNECT")),
                of("method", request -> request.setMethod("TRACE")),
                of("method", request -> request.setMethod("get")),
                of("path", request -> request.setPath("/%zz")),
                of("path", request -> request.setPath("/a/../b")),
                of("path", request -> request.setPath("/a?b=%")),
                of("path", request -> request.setPath("/" + HALF)),
                of("query.a", request -> request.setQuery(Map.of("a", List.of(HALF)))),
                of("headers.Host", request -> request.setHeaders(Map.of("Host", List.of("x")))),
                of("headers.X-A", request -> request.setHeaders(Map.of("X-A", List.of("\u20ac")))),
                of("headers.X-A", request -> request.setHeaders(Map.of("X-A", List.of("a\r\nB: c")))),
                of("headers.X A", request -> request.setHeaders(Map.of("X A", List.of("x")))),
                of("body", request -> request.setBody(HALF)),
                of("json", request -> request.setJson("{\"a\":")),
                of("json", request -> request.setJson("")),
                of("json", request -> request.setJson("1 2")),
                of("json", request -> request.setJson("[".repeat(100_000))),
                of("json", request -> request.setJson("[".repeat(501) + "]".repeat(501))),
                of("form.a", request -> request.setForm(Map.of("a", List.of(HALF)))),
                of("bodyBase64", request -> request.setBodyBase64("a")),
                of("bodyBase64", request -> request.setBodyBase64("a-_b")),
                of("account", request -> request.setAccount("a b")),
                of("credential", request -> request.setCredential("")),
                of("cost", request -> request.setCost(0L)),
                of("cost", request -> request.setCost(Long.MAX_VALUE)),
                of("timeoutMs", request -> request.setTimeoutMs(0L)),
                of("maxWaitMs", request -> request.setMaxWaitMs(-1L)),
                of("maxAgeMs", request -> request.setMaxAgeMs(-1L)),
                of("deadline", request -> request.setDeadline(-1L)),
                of("id", request -> request.setId("")),
                of("id", request -> request.setId("\u0001barrier")),
                of("id", request -> request.setId("a\nb")),
                of("id", request -> request.setId("x".repeat(201))),
                of("client", request -> request.setClient(HALF)),
                of("batch", request -> request.setBatch("x".repeat(1_001))),
                of("orderKey", request -> request.setOrderKey(HALF)),
                of("idempotencyKey", request -> request.setIdempotencyKey("a\nb")),
                of("idempotencyKey", request -> request.setIdempotencyKey("")),
                of("context", request -> request.setContext(HALF)),
                of("context", request -> request.setContext("{").setContextIsJson(true)),
                of("context", request -> request.setContext("1 2").setContextIsJson(true)),
                of("context", request -> request.setContext("\"" + HALF + "\"").setContextIsJson(true)));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void whatCanBeSentIsTaken(UnaryOperator<ApiRequest.Builder> change) {
        assertThat(refusal(change)).isNull();
    }

    static Stream<UnaryOperator<ApiRequest.Builder>> taken() {
        return Stream.of(
                request -> request.setPath("/caf\u00e9 {x}|y?q=\"\u20ac\""),
                request -> request.setHeaders(Map.of("X-A", List.of("caf\u00e9", "", "a\tb"))),
                request -> request.setBodyBase64("AP8="),
                request -> request.setJson("null"),
                request -> request.setContext("{\"a\":1}").setContextIsJson(true),
                request -> request.setContext("{"),
                request -> request.setContext(null).setContextIsJson(true),
                request -> request.setMaxWaitMs(0L).setDeadline(0L),
                request -> request.setMaxWaitMs(Long.MAX_VALUE).setTimeoutMs(Long.MAX_VALUE),
                request -> request.setClient("\uD83D\uDE00"));
    }

    @Test
    void aContextAboveFourKibibytesIsTooLarge() {
        assertThat(refusal(request -> request.setContext("\u00e9".repeat(2_048))))
                .isNull();
        assertThat(refusal(request -> request.setContext("\u00e9".repeat(2_048) + "x")))
                .isNotNull()
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("too-large"));
    }

    @Test
    void aLongValueIsShownInPart() {
        assertThatCode(() -> RequestRules.check(request(request -> request.setCredential("\uD83D\uDE00".repeat(99)))))
                .hasMessageContaining("...")
                .hasMessageNotContaining(HALF + ".");
    }

    private static Arguments of(String field, UnaryOperator<ApiRequest.Builder> change) {
        return Arguments.of(field, change);
    }

    private static @Nullable RequestRefused refusal(UnaryOperator<ApiRequest.Builder> change) {
        try {
            RequestRules.check(request(change));
            return null;
        } catch (RequestRefused refused) {
            return refused;
        }
    }

    private static ApiRequest request(UnaryOperator<ApiRequest.Builder> change) {
        return change.apply(ApiRequest.newBuilder(PLAIN)).build();
    }
}
