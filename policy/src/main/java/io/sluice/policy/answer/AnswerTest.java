package io.sluice.policy.answer;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which answers are meant. All that is given must hold.
 *
 * @param statuses any of these; empty: any
 * @param contentType how the media type begins
 */
public record AnswerTest(
        Set<Integer> statuses,
        @Nullable HeaderTest header,
        @Nullable String contentType,
        @Nullable JsonTest json) {
    public AnswerTest {
        statuses = Set.copyOf(statuses);
    }

    /** A header that must be there or not, and the value that it must have. */
    public record HeaderTest(String name, @Nullable String equals, boolean present) {}

    /** A place in a JSON body, and the values that match; none: any value. */
    public record JsonTest(String pointer, List<String> in) {
        public JsonTest {
            in = List.copyOf(in);
        }
    }

    boolean matches(Answer answer) {
        return (statuses.isEmpty() || statuses.contains(answer.status()))
                && (header == null || matches(header, answer))
                && (contentType == null || answer.contentType().startsWith(contentType))
                && (json == null || matches(json, answer));
    }

    private static boolean matches(HeaderTest test, Answer answer) {
        String value = answer.header(test.name());
        return (value != null) == test.present()
                && (test.equals() == null || test.equals().equals(value));
    }

    private static boolean matches(JsonTest test, Answer answer) {
        String value = answer.json(test.pointer());
        return value != null && (test.in().isEmpty() || test.in().contains(value));
    }
}
