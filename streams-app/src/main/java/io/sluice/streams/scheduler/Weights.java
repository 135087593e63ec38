package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Header;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how much of the heap a record of a request takes, in bytes: whatever in it may be long counts. */
final class Weights {
    /** What a record with short texts takes. */
    private static final long LEAST = 600;

    /** What a text takes in a list or map, beside its characters. */
    private static final long EACH = 80;

    private Weights() {}

    static long of(DelayedRequest delayed) {
        ApiRequest request = delayed.getRequest();
        long sum = LEAST
                + length(request.getId())
                + length(request.getPath())
                + lists(request.getQuery())
                + lists(request.getHeaders())
                + length(request.getBody())
                + length(request.getJson())
                + length(request.getBodyBase64())
                + length(request.getClient())
                + length(request.getBatch())
                + length(request.getOrderKey())
                + length(request.getIdempotencyKey())
                + length(request.getContext())
                + EACH * delayed.getCalls().size();
        if (request.getForm() != null) {
            sum += lists(request.getForm());
        }
        for (Header header : delayed.getHeaders()) {
            ByteBuffer value = header.getValue();
            sum += EACH + length(header.getName()) + (value == null ? 0 : EACH + value.remaining());
        }
        return sum;
    }

    private static long lists(Map<String, List<String>> lists) {
        long sum = 0;
        for (Map.Entry<String, List<String>> entry : lists.entrySet()) {
            sum += 2 * EACH + length(entry.getKey());
            for (String text : entry.getValue()) {
                sum += EACH + length(text);
            }
        }
        return sum;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
