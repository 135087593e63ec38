package io.sluice.policy.answer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * About how large a regular expression becomes, each part as often as the counts around it say.
 *
 * <p>The engine bounds a single count, not what nested ones come to, and knows only when it has made the program.
 */
final class PatternSize {
    /** What stands for itself alone: a quotation, an escape, a class, a count, a character. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\\\Q.*?(?:\\\\E|$)|\\\\[xpP]\\{[^}]*+\\}|\\\\."
                    + "|\\[\\^?+\\]?+(?:\\[:.*?:\\]|\\\\.|[^\\]])*+\\]?+"
                    + "|\\{(?<least>\\d++)(?:,(?<most>\\d*+))?+\\}|.",
            Pattern.DOTALL);

    private final Deque<Long> around = new ArrayDeque<>();
    private long before;
    private long last;

    private PatternSize() {}

    /** Whether it has so many parts at the most; the text is a short one. */
    static boolean isAtMost(long most, String regex) {
        PatternSize size = new PatternSize();
        Matcher token = TOKEN.matcher(regex);
        while (token.find()) {
            size.add(token);
            if (size.before + size.last > most) {
                return false;
            }
        }
        return true;
    }

    private void add(Matcher token) {
        if (token.group("least") != null) {
            last *= Math.max(1, Math.max(count(token.group("least")), count(token.group("most"))));
            return;
        }
        switch (token.group()) {
            case "(" -> {
                around.push(before + last);
                before = 0;
                last = 0;
            }
            case ")" -> {
                last += before + 2;
                before = around.isEmpty() ? 0 : around.pop();
            }
            case "*", "+", "?" -> last++;
            default -> {
                before += last;
                last = token.group().startsWith("\\Q") ? token.group().length() : 1;
            }
        }
    }

    /** The engine takes none above 1,000. */
    private static long count(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return 0;
        }
        return digits.length() > 4 ? 10_000 : Long.parseLong(digits);
    }
}
