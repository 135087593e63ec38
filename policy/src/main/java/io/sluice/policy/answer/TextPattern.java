package io.sluice.policy.answer;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of a provider's file, looked for in texts that strangers write.
 *
 * <p>The engine needs time in proportion to the text, whatever the text is, and both are bounded.
 */
public final class TextPattern {
    /** Only so much of a text is looked at, in characters. */
    static final int LOOKED_AT = 32 * 1024;
    /** The largest program that an expression may become, in instructions. */
    private static final int LARGEST = 1_000;
    /** The longest expression, in characters. */
    private static final int LONGEST = 1_000;
    /** The most parts of one that is made into a program, which takes memory for each before its size is known. */
    private static final int MOST_PARTS = 20_000;

    private final Pattern pattern;

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Throws {@link IllegalArgumentException} with what is wrong with it. */
    public static TextPattern of(String regex) {
        if (regex.length() > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        }
        if (!PatternSize.isAtMost(MOST_PARTS, regex)) {
            throw new IllegalArgumentException("too large");
        }
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.programSize() > LARGEST) {
                throw new IllegalArgumentException("too large");
            }
            return new TextPattern(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    boolean isIn(@Nullable String text) {
        return text != null && pattern.matcher(bounded(text)).find();
    }

    /** Its first group, or all that it matches where it has none; null where it is not in the text. */
    @Nullable
    String first(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher found = pattern.matcher(bounded(text));
        return found.find() ? found.group(Math.min(1, found.groupCount())) : null;
    }

    private static String bounded(String text) {
        return text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextPattern same && same.pattern.equals(pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
