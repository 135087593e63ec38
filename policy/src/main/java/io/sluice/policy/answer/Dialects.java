package io.sluice.policy.answer;

import io.sluice.core.meter.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The well-known ways in which answers tell about limits. What is malformed tells nothing.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields for HTTP,
 *     drafts 6 to 11</a>
 */
final class Dialects {
    private static final List<Family> FAMILIES =
            List.of(new Family("ratelimit-"), new Family("x-ratelimit-"), new Family("x-rate-limit-"));

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,15})(?:\\.\\d{1,6})?");
    /** Draft 7: a dictionary of limit, remaining and reset. */
    private static final Pattern DICTIONARY = Pattern.compile("(limit|remaining|reset)=(\\d{1,15})");
    /** Draft 8 and later: list items with parameters; r is what is left, t the seconds until there is more. */
    private static final Pattern ITEM = Pattern.compile("\"?([^\",;]{1,100})\"?((?:\\s*;\\s*[a-z]+=[^;,]{1,200})+)");

    private static final Pattern PARAMETER = Pattern.compile(";\\s*([a-z]+)=(\\d{1,15})(?![\\w.])");

    /** Headers that begin alike, one for each number. */
    private record Family(String limit, String remaining, String used, String reset, String resetAfter) {
        Family(String prefix) {
            this(prefix + "limit", prefix + "remaining", prefix + "used", prefix + "reset", prefix + "reset-after");
        }
    }

    private Dialects() {}

    static List<Word> read(Answer answer) {
        List<Word> words = new ArrayList<>();
        String rateLimit = answer.header("ratelimit");
        if (rateLimit != null && rateLimit.contains("remaining=")) {
            dictionary(rateLimit, answer).ifPresent(words::add);
        } else if (rateLimit != null) {
            items(rateLimit, answer.header("ratelimit-policy"), answer, words);
        }
        for (int i = 0; i < FAMILIES.size() && words.isEmpty(); i++) {
            family(FAMILIES.get(i), answer).ifPresent(words::add);
        }
        return words;
    }

    /** A word, if anything was told. */
    static Optional<Word> word(OptionalLong quota, OptionalLong remaining, Optional<Times.Interval> ends) {
        boolean absurd = quota.orElse(1) < 1;
        if (absurd || (quota.isEmpty() && remaining.isEmpty() && ends.isEmpty())) {
            return Optional.empty();
        }
        long from = ends.map(Times.Interval::from).orElse(Word.NO_RESET);
        long to = ends.map(Times.Interval::to).orElse(Word.NO_RESET);
        return Optional.of(new Word(quota, remaining, from, to));
    }

    /** A count that is not negative; a fraction is cut off. */
    static OptionalLong number(@Nullable String text) {
        Matcher number = NUMBER.matcher(text == null ? "" : text.trim());
        return number.matches() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
    }

    private static Optional<Word> family(Family names, Answer answer) {
        OptionalLong remaining = number(answer.header(names.remaining()));
        if (remaining.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong quota = number(answer.header(names.limit()));
        OptionalLong used = number(answer.header(names.used()));
        if (quota.isEmpty() && used.isPresent()) {
            quota = OptionalLong.of(used.getAsLong() + remaining.getAsLong());
        }
        Optional<Times.Interval> ends = Times.read(answer.header(names.resetAfter()), Signal.Unit.DELTA_SECONDS, answer)
                .or(() -> Times.read(answer.header(names.reset()), Signal.Unit.DETECTED, answer));
        return word(quota, remaining, ends);
    }

    private static Optional<Word> dictionary(String text, Answer answer) {
        OptionalLong quota = OptionalLong.empty();
        OptionalLong remaining = OptionalLong.empty();
        Optional<Times.Interval> ends = Optional.empty();
        Matcher entry = DICTIONARY.matcher(text);
        while (entry.find()) {
            String value = entry.group(2);
            switch (entry.group(1)) {
                case "limit" -> quota = number(value);
                case "remaining" -> remaining = number(value);
                default -> ends = Times.read(value, Signal.Unit.DELTA_SECONDS, answer);
            }
        }
        return word(quota, remaining, ends);
    }

    private static void items(String text, @Nullable String policies, Answer answer, List<Word> words) {
        Matcher item = ITEM.matcher(text);
        while (item.find()) {
            OptionalLong remaining = parameter(item.group(2), "r");
            OptionalLong seconds = parameter(item.group(2), "t");
            Optional<Times.Interval> ends = seconds.isEmpty()
                    ? Optional.empty()
                    : Times.read(Long.toString(seconds.getAsLong()), Signal.Unit.DELTA_SECONDS, answer);
            if (remaining.isPresent()) {
                word(quota(policies, item.group(1)), remaining, ends).ifPresent(words::add);
            }
        }
    }

    private static OptionalLong quota(@Nullable String policies, String name) {
        Matcher item = ITEM.matcher(policies == null ? "" : policies);
        while (item.find()) {
            if (item.group(1).equals(name)) {
                OptionalLong quota = parameter(item.group(2), "q");
                return quota.isPresent() ? quota : parameter(item.group(2), "l");
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong parameter(String parameters, String name) {
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            if (parameter.group(1).equals(name)) {
                return number(parameter.group(2));
            }
        }
        return OptionalLong.empty();
    }
}
