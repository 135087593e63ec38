package io.sluice.cli.talk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants, durations and limits for people. */
public final class Wording {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Wording() {}

    /** The local time, with its day where that is another than today's: {@code 12:03:20 (in 8 s)}. */
    public static String instant(long at, long now) {
        return clock(at, now) + (at >= now ? " (in " + duration(at - now) + ")" : " (" + duration(now - at) + " ago)");
    }

    /** The same without how far that is: {@code 12:03:20}. */
    public static String clock(long at, long now) {
        ZonedDateTime local = Instant.ofEpochMilli(at).atZone(ZoneId.systemDefault());
        LocalDate today =
                Instant.ofEpochMilli(now).atZone(ZoneId.systemDefault()).toLocalDate();
        return (local.toLocalDate().equals(today) ? TIME : DAY_AND_TIME).format(local);
    }

    /** At most two units: {@code 350 ms}, {@code 8 s}, {@code 47 min 32 s}, {@code 3 h 5 min}, {@code 2 d 4 h}. */
    public static String duration(long millis) {
        long seconds = (millis + 500) / 1_000;
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    /** {@code 1 call}, {@code 2 calls}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** What a limit or hold is of, by the text of its scope key; nothing where none is told. */
    public static String scope(@Nullable String key) {
        return key == null ? "" : key.isEmpty() ? "the whole provider" : key;
    }

    /** {@code limit hourly of account=alice}. */
    static String limit(String name, @Nullable String key) {
        return "limit " + name + (key == null ? "" : " of " + scope(key));
    }

    private static String two(long larger, String unit, long smaller, String smallerUnit) {
        return larger + " " + unit + (smaller == 0 ? "" : " " + smaller + " " + smallerUnit);
    }
}
