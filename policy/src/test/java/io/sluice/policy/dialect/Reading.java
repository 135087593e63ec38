package io.sluice.policy.dialect;

import io.sluice.policy.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What headers tell, as text. They were written at midnight. */
final class Reading {
    /** 2026-01-01T00:00:00Z. */
    static final long MIDNIGHT = 1_767_225_600_000L;

    static final String DATE = "Thu, 01 Jan 2026 00:00:00 GMT";

    private Reading() {}

    static String told(String lines) {
        return told(lines, 0);
    }

    static String told(String lines, long windowMillis) {
        Values values = new Values(MIDNIGHT + 250, MIDNIGHT + 300, DATE);
        List<String> told = new ArrayList<>();
        for (Told one : Dialects.read(new Head(headers(lines)), values, windowMillis)) {
            StringBuilder text = new StringBuilder(one.name() == null ? "" : one.name() + ' ');
            text.append(one.quota().isPresent() ? Long.toString(one.quota().getAsLong()) : "?");
            text.append('/')
                    .append(
                            one.remaining().isPresent()
                                    ? Long.toString(one.remaining().getAsLong())
                                    : "?");
            one.perMillis().ifPresent(per -> text.append(" per ").append(seconds(per)));
            one.ends().ifPresent(end -> text.append(" back ").append(seconds(end.to() - MIDNIGHT - 300)));
            told.add(text.toString());
        }
        return String.join("; ", told);
    }

    private static String seconds(long millis) {
        return (millis % 1_000 == 0 ? Long.toString(millis / 1_000) : Double.toString(millis / 1_000.0)) + 's';
    }

    static Map<String, List<String>> headers(String lines) {
        Map<String, List<String>> headers = new HashMap<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 2));
        });
        return headers;
    }
}
