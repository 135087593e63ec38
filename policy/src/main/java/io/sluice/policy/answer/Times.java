package io.sluice.policy.answer;

import io.sluice.policy.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as answers write them. What is absurd or no time is none. */
final class Times {
    /** Nothing is believed that lies further ahead than this, in ms. */
    static final long FURTHEST = 31L * 86_400_000;

    /** A Date header names the second that has begun (RFC 9110 5.6.7), in ms. */
    private static final long DATE_GRAIN = 1_000;

    private static final BigDecimal EPOCH_MILLIS_FROM = new BigDecimal("1e12");
    private static final BigDecimal EPOCH_SECONDS_FROM = new BigDecimal("1e9");
    private static final BigDecimal DELTA_BELOW = new BigDecimal("1e8");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    /** Answers of one second carry the same Date, which is read once. */
    private static volatile Read lastRead = new Read("", -1);

    private record Read(String text, long millis) {}

    private Times() {}

    /**
     * An instant of our clock as far as its grain tells.
     *
     * @param from epoch ms, no earlier than this
     * @param to epoch ms, no later than this
     */
    record Interval(long from, long to) {}

    /** The instant that a text means; relative ones count from the answer, absolute ones from its Date where it has one. */
    static Optional<Interval> read(@Nullable String text, Signal.Unit unit, Answer answer) {
        if (text == null || text.length() > 64) {
            return Optional.empty();
        }
        String trimmed = text.trim();
        try {
            return interval(trimmed, unit == Signal.Unit.DETECTED ? detect(trimmed) : unit, answer)
                    .filter(found -> found.to() <= answer.answeredAt() + FURTHEST && found.to() > 0);
        } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
            return Optional.empty();
        }
    }

    /** The Date header, in epoch ms to whole seconds; negative where there is none. */
    static long date(Answer answer) {
        String text = answer.header("date");
        if (text == null) {
            return -1;
        }
        Read last = lastRead;
        if (!last.text().equals(text)) {
            last = new Read(text, httpDate(text));
            lastRead = last;
        }
        return last.millis();
    }

    private static long httpDate(String text) {
        try {
            return ZonedDateTime.parse(text, HTTP_DATE).toInstant().toEpochMilli();
        } catch (DateTimeException noDate) {
            return -1;
        }
    }

    private static Optional<Interval> interval(String text, Signal.Unit unit, Answer answer) {
        return switch (unit) {
            case DELTA_SECONDS -> delta(new BigDecimal(text).movePointRight(3), grain(text), answer);
            case DELTA_MILLIS -> delta(new BigDecimal(text), 1, answer);
            case DURATION -> delta(BigDecimal.valueOf(Durations.millis(text)), 1, answer);
            case EPOCH_SECONDS -> instant(new BigDecimal(text).movePointRight(3), grain(text), answer);
            case EPOCH_MILLIS -> instant(new BigDecimal(text), 1, answer);
            case ISO ->
                instant(
                        BigDecimal.valueOf(
                                OffsetDateTime.parse(text).toInstant().toEpochMilli()),
                        1_000,
                        answer);
            case HTTP_DATE ->
                instant(
                        BigDecimal.valueOf(
                                ZonedDateTime.parse(text, HTTP_DATE).toInstant().toEpochMilli()),
                        1_000,
                        answer);
            case DETECTED -> Optional.empty();
        };
    }

    /** Text by its form, numbers by their size: epochs are large, deltas small; what lies between is neither. */
    private static Signal.Unit detect(String text) {
        if (!text.matches("\\d+(\\.\\d+)?")) {
            if (Durations.millis(text) >= 0) {
                return Signal.Unit.DURATION;
            }
            return text.contains("T") && !text.contains(",") ? Signal.Unit.ISO : Signal.Unit.HTTP_DATE;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.compareTo(EPOCH_MILLIS_FROM) >= 0) {
            return Signal.Unit.EPOCH_MILLIS;
        }
        if (number.compareTo(EPOCH_SECONDS_FROM) >= 0) {
            return Signal.Unit.EPOCH_SECONDS;
        }
        return number.compareTo(DELTA_BELOW) < 0 ? Signal.Unit.DELTA_SECONDS : Signal.Unit.DETECTED;
    }

    private static Optional<Interval> delta(BigDecimal millis, long grain, Answer answer) {
        if (millis.signum() < 0) {
            return Optional.empty();
        }
        long wait = millis.setScale(0, RoundingMode.CEILING).longValueExact();
        long from = answer.sentAt() + Math.max(0, wait - grain);
        return Optional.of(new Interval(Math.min(from, answer.answeredAt() + wait), answer.answeredAt() + wait));
    }

    /**
     * An instant is told by the provider's clock: what counts is how far it lies from the answer's own Date, which was cut
     * to whole seconds. Without a Date the two clocks are taken to agree.
     */
    private static Optional<Interval> instant(BigDecimal millis, long grain, Answer answer) {
        long at = millis.setScale(0, RoundingMode.CEILING).longValueExact();
        long date = date(answer);
        if (date < 0) {
            return Optional.of(new Interval(at - grain, at));
        }
        return delta(BigDecimal.valueOf(Math.max(0, at - date)), grain + DATE_GRAIN, answer);
    }

    /** Whole seconds are rounded, mostly up: the truth lies up to a second before. */
    private static long grain(String text) {
        return text.contains(".") ? 1 : 1_000;
    }
}
