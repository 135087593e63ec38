package io.sluice.policy.answer;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which answers are meant. All that is given must hold.
 *
 * @param statuses any of these; empty: any
 * @param contentType how the media type begins
 * @param body what is in the body's text
 */
public record AnswerTest(
        Set<Integer> statuses,
        @Nullable HeaderTest header,
        @Nullable String contentType,
        @Nullable JsonTest json,
        @Nullable TextPattern body) {
    public AnswerTest {
        statuses = Set.copyOf(statuses);
    }

    /** A header that must be there or not, the value that it must have, and what must be in that. */
    public record HeaderTest(
            String name, @Nullable String equals, @Nullable TextPattern matches, boolean present) {}

    /** A place in a JSON body, the values that match (none: any value), and what must be in its text. */
    public record JsonTest(
            String pointer, List<String> in, @Nullable TextPattern regex) {
        public JsonTest {
            in = List.copyOf(in);
        }
    }

    /** Whether an answer is meant. */
    public boolean matches(Answer answer) {
        return (statuses.isEmpty() || statuses.contains(answer.status()))
                && (header == null || matches(header, answer))
                && (contentType == null || answer.contentType().startsWith(contentType))
                && (json == null || matches(json, answer))
                && (body == null || body.isIn(answer.text()));
    }

    /** Whether an answer is meant as far as is known: what its body would have told is not, where that was left out. */
    boolean mayMatch(Answer answer) {
        boolean known = (json == null && body == null) || answer.hasBody();
        return known ? matches(answer) : new AnswerTest(statuses, header, contentType, null, null).matches(answer);
    }

    private static boolean matches(HeaderTest test, Answer answer) {
        String value = answer.header(test.name());
        return (value != null) == test.present()
                && (test.equals() == null || test.equals().equals(value))
                && (test.matches() == null || test.matches().isIn(value));
    }

    private static boolean matches(JsonTest test, Answer answer) {
        String value = answer.json(test.pointer());
        return value != null
                && (test.in().isEmpty() || test.in().contains(value))
                && (test.regex() == null || test.regex().isIn(value));
    }
}
