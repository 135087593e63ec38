package io.sluice.streams.scheduler;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.sluice.schemas.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The trace that a request belongs to, by the headers of its record (W3C Trace Context). */
final class TraceContext {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final Headers HEADERS = new Headers();

    private TraceContext() {}

    /** {@code traceparent}, and {@code tracestate} where there is one; nothing where there is no trace or none that is well-formed. */
    static Map<String, String> of(List<Header> headers) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        Map<String, String> context = new TreeMap<>();
        W3C.inject(
                W3C.extract(Context.root(), headers, HEADERS), context, (to, name, value) -> context.put(name, value));
        return context;
    }

    private static final class Headers implements TextMapGetter<List<Header>> {
        @Override
        public Iterable<String> keys(List<Header> headers) {
            return headers.stream().map(Header::getName).toList();
        }

        @Override
        public @Nullable String get(@Nullable List<Header> headers, String name) {
            String value = null;
            for (Header header : headers == null ? List.<Header>of() : headers) {
                if (header.getName().equalsIgnoreCase(name) && header.getValue() != null) {
                    value = StandardCharsets.UTF_8
                            .decode(header.getValue().duplicate())
                            .toString();
                }
            }
            return value;
        }
    }
}
