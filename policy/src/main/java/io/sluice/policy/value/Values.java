package io.sluice.policy.value;

import io.sluice.core.schedule.Oddity;
import io.sluice.schemas.wire.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers and times of one answer. What cannot be meant is not taken, and noted as odd; what is absent or empty
 * is not.
 */
public final class Values {
    /** More units than this are not meant. */
    private static final long MOST = 1_000_000_000_000L;
    /** Nothing is believed that lies further ahead than this, in ms. */
    private static final long FURTHEST = 31L * 86_400_000;
    /** A Date header names the second that has begun (RFC 9110 5.6.7), in ms. */
    private static final long DATE_GRAIN = 1_000;
    /** Where no Date tells, the provider's clock is taken to be this close to ours, in ms. */
    private static final long SKEW = 1_000;

    private static final long EPOCH_MILLIS_FROM = 1_000_000_000_000L;
    private static final long EPOCH_SECONDS_FROM = 1_000_000_000L;
    private static final long DELTA_BELOW = 100_000_000L;
    private static final int LONGEST_TEXT = 64;
    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d{1,15})(?:\\.(\\d{1,9})\\d*)?");

    private final long sentAt;
    private final long answeredAt;
    private final OptionalLong date;
    private @Nullable Map<Oddity.Kind, Oddity> oddities;

    /**
     * The values of an answer.
     *
     * @param sentAt epoch ms before which its call did not leave
     * @param answeredAt epoch ms when its head came
     * @param date its Date header
     */
    public Values(long sentAt, long answeredAt, @Nullable String date) {
        this.sentAt = sentAt;
        this.answeredAt = answeredAt;
        this.date = date == null ? OptionalLong.empty() : Dates.header(date);
    }

    /** The Date header in epoch ms to whole seconds; empty where there is none. */
    public OptionalLong date() {
        return date;
    }

    /** What was odd, one of each kind. */
    public List<Oddity> oddities() {
        return oddities == null ? List.of() : List.copyOf(oddities.values());
    }

    /** Notes something that cannot be meant. */
    public void odd(Oddity.Kind kind, String place, String text) {
        if (oddities == null) {
            oddities = new EnumMap<>(Oddity.Kind.class);
        }
        oddities.putIfAbsent(kind, new Oddity(kind, Texts.shown(place + ": " + text, 120)));
    }

    /** A count of units; a fraction is cut off. */
    public OptionalLong count(@Nullable String text, String place) {
        String trimmed = text == null ? "" : text.trim();
        if (trimmed.isEmpty()) {
            return OptionalLong.empty();
        }
        if (trimmed.length() <= 12 && isWhole(trimmed)) {
            return OptionalLong.of(Long.parseLong(trimmed));
        }
        Matcher number = NUMBER.matcher(trimmed);
        if (!number.matches()) {
            odd(trimmed.matches("\\d+") ? Oddity.Kind.TOO_LARGE : Oddity.Kind.UNREADABLE, place, trimmed);
            return OptionalLong.empty();
        }
        long count = Long.parseLong(number.group(2));
        if (isNegative(number)) {
            odd(Oddity.Kind.NEGATIVE, place, trimmed);
            return OptionalLong.empty();
        }
        if (count > MOST) {
            odd(Oddity.Kind.TOO_LARGE, place, trimmed);
            return OptionalLong.empty();
        }
        return OptionalLong.of(count);
    }

    /** A quota, which is at least one unit. */
    public OptionalLong quota(@Nullable String text, String place) {
        OptionalLong quota = count(text, place);
        if (quota.isPresent() && quota.getAsLong() == 0) {
            odd(Oddity.Kind.NO_QUOTA, place, "0");
            return OptionalLong.empty();
        }
        return quota;
    }

    /** The instant that a text means, as {@link #time(String, TimeForm, String, long)} where no window is known. */
    public Optional<Interval> time(@Nullable String text, TimeForm form, String place) {
        return time(text, form, place, 0);
    }

    /**
     * The instant that a text means. Relative ones count from the answer, absolute ones from its Date where it has one. An
     * instant that was over when the call left says nothing.
     *
     * @param windowMillis length of the window that it ends; 0 where that is not known. A number that is far too large for
     *     seconds of it is one of milliseconds
     */
    public Optional<Interval> time(@Nullable String text, TimeForm form, String place, long windowMillis) {
        String trimmed = text == null ? "" : withoutZoneName(text).trim();
        if (trimmed.isEmpty()) {
            return Optional.empty();
        }
        if (trimmed.length() > LONGEST_TEXT) {
            odd(Oddity.Kind.UNREADABLE, place, trimmed);
            return Optional.empty();
        }
        Matcher number = NUMBER.matcher(trimmed);
        if (number.matches()) {
            return number(number, form, place, windowMillis);
        }
        return text(trimmed, form, place);
    }

    /** How far ahead of the answer an instant lies at most, in ms. */
    public long waitUntil(Interval instant) {
        return instant.to() - answeredAt;
    }

    private Optional<Interval> number(Matcher number, TimeForm form, String place, long windowMillis) {
        if (isNegative(number)) {
            odd(Oddity.Kind.NEGATIVE, place, number.group());
            return Optional.empty();
        }
        long whole = Long.parseLong(number.group(2));
        long grain = grain(number.group(3));
        return switch (form == TimeForm.DETECTED ? detect(whole, windowMillis) : form) {
            case DELTA_SECONDS -> delta(number, 1_000, grain, place);
            case DELTA_MILLIS -> delta(number, 1, 1, place);
            case DELTA_MINUTES -> delta(number, 60_000, 60 * grain, place);
            case EPOCH_SECONDS -> instant(whole * 1_000 + fraction(number.group(3), 1_000), grain, place);
            case EPOCH_MILLIS -> instant(whole, 1, place);
            case ISO, HTTP_DATE, DURATION, DETECTED -> {
                odd(Oddity.Kind.UNREADABLE, place, number.group());
                yield Optional.empty();
            }
        };
    }

    /** By its size: epochs are large, deltas small; what lies between is neither. */
    private static TimeForm detect(long number, long windowMillis) {
        if (number >= EPOCH_MILLIS_FROM) {
            return TimeForm.EPOCH_MILLIS;
        }
        if (number >= EPOCH_SECONDS_FROM) {
            return TimeForm.EPOCH_SECONDS;
        }
        if (number >= DELTA_BELOW) {
            return TimeForm.DETECTED;
        }
        boolean tooLong = windowMillis > 0 && number > windowMillis / 100 && number <= windowMillis + DATE_GRAIN;
        return tooLong ? TimeForm.DELTA_MILLIS : TimeForm.DELTA_SECONDS;
    }

    private Optional<Interval> text(String text, TimeForm form, String place) {
        if (form == TimeForm.DURATION || form == TimeForm.DETECTED) {
            long millis = Durations.millis(text);
            if (millis >= 0) {
                return delta(millis, 1, place, text);
            }
        }
        OptionalLong at = OptionalLong.empty();
        if (form == TimeForm.ISO || (form == TimeForm.DETECTED && Character.isDigit(text.charAt(0)))) {
            at = Dates.iso(text);
        } else if (form == TimeForm.HTTP_DATE || form == TimeForm.DETECTED) {
            at = Dates.http(text);
        }
        if (at.isEmpty()) {
            odd(text.matches("\\d{16,}") ? Oddity.Kind.TOO_FAR : Oddity.Kind.UNREADABLE, place, text);
            return Optional.empty();
        }
        return instant(at.getAsLong(), 1_000, place);
    }

    private Optional<Interval> delta(Matcher number, long unit, long grain, String place) {
        long whole = Long.parseLong(number.group(2));
        long millis = whole > FURTHEST / unit ? FURTHEST + 1 : whole * unit + fraction(number.group(3), unit);
        return delta(millis, grain, place, number.group());
    }

    private Optional<Interval> delta(long millis, long grain, String place, String text) {
        if (millis > FURTHEST) {
            odd(Oddity.Kind.TOO_FAR, place, text);
            return Optional.empty();
        }
        long from = Math.min(sentAt + Math.max(0, millis - grain), answeredAt + millis);
        return Optional.of(new Interval(from, answeredAt + millis));
    }

    /**
     * An instant is told by the provider's clock: what counts is how far it lies from the answer's own Date, which was cut
     * to whole seconds. Without a Date the two clocks are taken to agree to a second.
     */
    private Optional<Interval> instant(long at, long grain, String place) {
        long ahead = at - date.orElse(answeredAt);
        if (ahead > FURTHEST) {
            odd(Oddity.Kind.TOO_FAR, place, Long.toString(at));
            return Optional.empty();
        }
        if (date.isEmpty()) {
            return at + SKEW < sentAt ? Optional.empty() : Optional.of(new Interval(at - grain - SKEW, at + SKEW));
        }
        return ahead < 0 ? Optional.empty() : delta(ahead, grain + DATE_GRAIN, place, Long.toString(at));
    }

    /** JavaScript adds the name of its zone in brackets. */
    private static String withoutZoneName(String text) {
        int name = text.indexOf(" (");
        return name < 0 ? text : text.substring(0, name);
    }

    /** Most counts are plain, and each answer has some. */
    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNegative(Matcher number) {
        return !number.group(1).isEmpty() && number.group().matches(".*[1-9].*");
    }

    /** Whole seconds are rounded, mostly up: the truth lies up to a second before. With a fraction it is as fine as that. */
    private static long grain(@Nullable String fraction) {
        long grain = 1_000;
        for (int i = 0; fraction != null && i < fraction.length() && grain > 1; i++) {
            grain /= 10;
        }
        return grain;
    }

    /** Decimals of a unit in ms, rounded up. */
    private static long fraction(@Nullable String decimals, long unit) {
        if (decimals == null) {
            return 0;
        }
        long scale = 1;
        for (int i = 0; i < decimals.length(); i++) {
            scale *= 10;
        }
        return (Long.parseLong(decimals) * unit + scale - 1) / scale;
    }
}
