package io.sluice.policy.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Dates as answers write them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110 5.6.7, Date/Time Formats</a>
 */
final class Dates {
    /** The form of RFC 9110, its two obsolete ones, and that of JavaScript without the name of its zone. */
    private static final List<DateTimeFormatter> FORMS = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT),
            form("EEEE, dd-MMM-yy HH:mm:ss zzz"),
            form("EEE MMM ppd HH:mm:ss yyyy").withZone(ZoneOffset.UTC),
            form("EEE MMM dd yyyy HH:mm:ss 'GMT'xx"));

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** Answers of one second carry the same Date, which is read once. */
    private static volatile Read lastRead = new Read("", OptionalLong.empty());

    private record Read(String text, OptionalLong millis) {}

    private Dates() {}

    /** A Date header, in epoch ms to whole seconds; empty where it is none. */
    static OptionalLong header(String text) {
        Read last = lastRead;
        if (!last.text().equals(text)) {
            last = new Read(text, http(text));
            lastRead = last;
        }
        return last.millis();
    }

    /** A date with the names of day and month, in epoch ms. */
    static OptionalLong http(String text) {
        String zoned = text.replaceFirst(" (UTC|Z)$", " GMT");
        for (DateTimeFormatter form : FORMS) {
            try {
                return millis(ZonedDateTime.parse(zoned, form).toInstant());
            } catch (DateTimeException otherForm) {
                // the next one is tried
            }
        }
        return OptionalLong.empty();
    }

    /** Years have four digits in all forms; Java reads more, of which sums would overflow. */
    private static OptionalLong millis(Instant instant) {
        return instant.isBefore(FIRST) || !instant.isBefore(END)
                ? OptionalLong.empty()
                : OptionalLong.of(instant.toEpochMilli());
    }

    /** A date of ISO 8601 or RFC 3339, also without seconds or with a space for the T; without a zone it is UTC. */
    static OptionalLong iso(String text) {
        String plain = text.replaceFirst(" ?(UTC|GMT)$", "Z").replaceFirst(" ?([+-]\\d\\d):?(\\d\\d)$", "$1:$2");
        if (plain.length() > 10 && plain.charAt(10) == ' ') {
            plain = plain.substring(0, 10) + 'T' + plain.substring(11);
        }
        try {
            return millis(
                    plain.matches(".{11}.*([zZ]|[+-]\\d\\d(:?\\d\\d)?)")
                            ? OffsetDateTime.parse(plain).toInstant()
                            : LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException none) {
            return OptionalLong.empty();
        }
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }
}
