package io.sluice.policy;

import io.sluice.core.schedule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a provider's file gives as an example, and what it must come to. What is empty is not compared.
 *
 * @param pointer where it stands in the file
 * @param request what was answered
 * @param limit the limit that refused
 * @param hold what a refusal closes, as a scope
 * @param waitsMillis for how long it closes that
 * @param tells what it tells about limits
 * @param takes budget units that the call took, by the name of a limit
 */
public record Example(
        String name,
        String pointer,
        RequestLine request,
        Given answer,
        Verdict is,
        Optional<String> limit,
        Optional<List<String>> hold,
        OptionalLong waitsMillis,
        List<Tells> tells,
        Map<String, Long> takes) {
    public Example {
        tells = List.copyOf(tells);
        takes = Map.copyOf(takes);
    }

    /**
     * An answer.
     *
     * @param headers by lower-case name
     */
    public record Given(
            int status,
            Map<String, List<String>> headers,
            @Nullable String body) {
        public Given {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What is told about a limit.
     *
     * @param resetMillis how long until its window ends
     */
    public record Tells(String limit, OptionalLong quota, OptionalLong remaining, OptionalLong resetMillis) {}
}
