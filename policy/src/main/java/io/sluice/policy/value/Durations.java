package io.sluice.policy.value;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users and providers write them: {@code 500ms}, {@code 3s}, {@code 6m0s}, {@code 1d}. */
public final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,3})\\d*)?(ms|s|m|h|d)");
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final long MOST = 365_000L * 86_400_000L;

    private static final List<Map.Entry<String, Long>> FROM_LONGEST = UNITS.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .toList();

    private Durations() {}

    /** The duration in ms, or -1 if it is none or above a thousand years; a part of a unit is read to its thousandth. */
    public static long millis(String text) {
        Matcher part = PART.matcher(text);
        long millis = 0;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            long unit = UNITS.getOrDefault(part.group(3), 1L);
            long units = Long.parseLong(part.group(1));
            if (units > MOST / unit) {
                return -1;
            }
            millis += units * unit;
            if (part.group(2) != null) {
                String thousandths = (part.group(2) + "00").substring(0, 3);
                millis += Long.parseLong(thousandths) * unit / 1_000;
            }
            end = part.end();
        }
        return end == text.length() && end > 0 && millis <= MOST ? millis : -1;
    }

    /** The duration as it is written, without parts that are zero: {@code 1h30m}. */
    public static String text(long millis) {
        StringBuilder text = new StringBuilder();
        long rest = millis;
        for (Map.Entry<String, Long> unit : FROM_LONGEST) {
            if (rest >= unit.getValue()) {
                text.append(rest / unit.getValue()).append(unit.getKey());
                rest %= unit.getValue();
            }
        }
        return text.length() == 0 ? "0s" : text.toString();
    }
}
