package io.sluice.policy.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.core.schedule.Oddity;
import io.sluice.policy.value.TimeForm;
import io.sluice.policy.value.Values;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Headers that hold all of a limit in one JSON object: Trakt's {@code X-Ratelimit} and Danbooru's {@code X-Rate-Limit}. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Longer headers are not read, in characters. */
    private static final int LONGEST = 4_096;

    private Json() {}

    static boolean isObject(String text) {
        return text.startsWith("{") && text.length() <= LONGEST;
    }

    static Optional<Told> read(String text, String header, Values values) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            values.odd(Oddity.Kind.UNREADABLE, header, text);
            return Optional.empty();
        }
        return Optional.of(tree.has("burst") ? bucket(tree, header, values) : window(tree, header, values))
                .filter(Told::tells);
    }

    private static Told window(JsonNode tree, String header, Values values) {
        OptionalLong seconds = values.count(text(tree, "period"), header);
        return new Told(
                text(tree, "name"),
                values.quota(text(tree, "limit"), header),
                values.count(text(tree, "remaining"), header),
                seconds.orElse(0) < 1 ? OptionalLong.empty() : OptionalLong.of(seconds.getAsLong() * 1_000),
                values.time(text(tree, "until"), TimeForm.DETECTED, header),
                null,
                false,
                Set.of(header));
    }

    /** A bucket of {@code burst}, refilled with {@code rate} a second; the emptiest of its {@code limits} is what is left. */
    private static Told bucket(JsonNode tree, String header, Values values) {
        OptionalLong remaining = OptionalLong.empty();
        for (JsonNode points : tree.path("limits")) {
            OptionalLong left = points.asDouble() < 0 ? OptionalLong.of(0) : values.count(points.asText(), header);
            boolean least = left.isPresent() && (remaining.isEmpty() || left.getAsLong() < remaining.getAsLong());
            remaining = least ? left : remaining;
        }
        double rate = tree.path("rate").asDouble();
        OptionalLong quota = values.quota(text(tree, "burst"), header);
        double millis = rate > 0 ? quota.orElse(0) / rate * 1_000 : 0;
        return new Told(
                text(tree, "action"),
                quota,
                remaining,
                millis >= 1 && millis < Integer.MAX_VALUE * 1_000.0
                        ? OptionalLong.of((long) millis)
                        : OptionalLong.empty(),
                Optional.empty(),
                null,
                false,
                Set.of(header));
    }

    private static @Nullable String text(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
