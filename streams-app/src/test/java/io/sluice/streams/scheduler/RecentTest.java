package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Header;
import io.sluice.schemas.RetryTopic;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept of records beside the stores takes no more room than it may. */
class RecentTest {
    private static final int LARGE = 200 * 1024;
    private static final String TEXT = "x".repeat(LARGE);

    @ParameterizedTest
    @MethodSource("large")
    void whateverIsLargeInARequestCounts(DelayedRequest request) {
        assertThat(kept(request)).isBetween(1L, 16L * 1024 * 1024 / LARGE);
    }

    @Test
    void manySmallTextsCountForWhatTheyTakeOfTheHeap() {
        Map<String, List<String>> form = new HashMap<>();
        IntStream.range(0, 2_000).forEach(i -> form.put("k" + i, List.of("v")));
        assertThat(kept(request(builder -> builder.setForm(form)))).isLessThan(16L * 1024 * 1024 / (2_000 * 80));
    }

    @Test
    void aSmallRequestCountsLittle() {
        assertThat(kept(request(builder -> builder.setBody("{}")))).isEqualTo(3_000);
    }

    @Test
    void whatIsRemovedMakesRoom() {
        Recent<String> recent = new Recent<>();
        DelayedRequest request = request(builder -> builder.setBody(TEXT));
        for (int i = 0; i < 1_000; i++) {
            recent.put("id" + i, "value", request);
            assertThat(recent.get("id" + i)).isNotNull();
            recent.remove("id" + i);
        }
    }

    private static long kept(DelayedRequest request) {
        Recent<String> recent = new Recent<>();
        IntStream.range(0, 3_000).forEach(i -> recent.put("id" + i, "value", request));
        return IntStream.range(0, 3_000)
                .filter(i -> recent.get("id" + i) != null)
                .count();
    }

    static Stream<Named<DelayedRequest>> large() {
        Map<String, List<String>> texts = Map.of("k", List.of("v", TEXT));
        return Stream.of(
                named("path", builder -> builder.setPath(TEXT)),
                named("query", builder -> builder.setQuery(texts)),
                named("headers", builder -> builder.setHeaders(texts)),
                named("names", builder -> builder.setHeaders(Map.of(TEXT, List.of()))),
                named("body", builder -> builder.setBody(TEXT)),
                named("json", builder -> builder.setJson(TEXT)),
                named("form", builder -> builder.setForm(texts)),
                named("bodyBase64", builder -> builder.setBodyBase64(TEXT)),
                named("context", builder -> builder.setContext(TEXT)),
                named("client", builder -> builder.setClient(TEXT)),
                named("batch", builder -> builder.setBatch(TEXT)),
                named("orderKey", builder -> builder.setOrderKey(TEXT)),
                named("idempotencyKey", builder -> builder.setIdempotencyKey(TEXT)),
                Named.of(
                        "record headers",
                        delayed(new Header("k", ByteBuffer.wrap(new byte[LARGE])), ApiRequest.newBuilder())),
                Named.of("name of a record header", delayed(new Header(TEXT, null), ApiRequest.newBuilder())));
    }

    private static Named<DelayedRequest> named(String field, Consumer<ApiRequest.Builder> set) {
        return Named.of(field, request(set));
    }

    private static DelayedRequest request(Consumer<ApiRequest.Builder> set) {
        ApiRequest.Builder builder = ApiRequest.newBuilder();
        set.accept(builder);
        return delayed(new Header("traceparent", null), builder);
    }

    private static DelayedRequest delayed(Header header, ApiRequest.Builder builder) {
        if (!builder.hasPath()) {
            builder.setPath("/");
        }
        CallSummary call = new CallSummary(0L, "alice", 500, "transient", 5L);
        return new DelayedRequest(
                builder.setProvider("api").build(),
                List.of(header),
                "budget",
                0L,
                0,
                0L,
                0,
                0L,
                Collections.nCopies(2, call),
                2,
                RetryTopic.BUDGET,
                0,
                null);
    }
}
