package io.sluice.policy.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The name of a header that tells a number of a limit: {@code x-ratelimit-remaining-tokens} is the family
 * {@code x-ratelimit}, the part {@link Part#REMAINING} and the qualifier {@code tokens}.
 *
 * @param qualifier which of the family's limits; empty where the name does not say
 */
record HeaderName(String family, Part part, String qualifier) {
    /** What its value is. */
    enum Part {
        LIMIT("limit"),
        REMAINING("remaining"),
        USED("used"),
        OBSERVED("observed"),
        RESET_AFTER("reset-after"),
        RESET_TIME("resettime"),
        RESET("reset"),
        POLICY("policy"),
        /** Nothing follows the family's name. */
        WHOLE("");

        private final String word;

        Part(String word) {
            this.word = word;
        }
    }

    private static final List<String> FAMILIES = List.of("ratelimit", "rate-limit");
    /** The day limits of X: {@code x-user-limit-24hour-remaining}. */
    private static final List<String> DAYS = List.of("x-app-limit-24hour-", "x-user-limit-24hour-");

    /** Names come again with each answer; strangers may write any number of them. */
    private static final int MOST_KNOWN = 1_000;

    private static final int LONGEST_KNOWN = 100;

    private static final Map<String, Optional<HeaderName>> KNOWN = new ConcurrentHashMap<>();

    /** Takes a lower-case name; empty where it is that of another header. */
    static Optional<HeaderName> of(String name) {
        if (!name.contains("limit")) {
            return Optional.empty();
        }
        Optional<HeaderName> known = KNOWN.get(name);
        if (known == null) {
            known = parse(name);
            if (KNOWN.size() < MOST_KNOWN && name.length() <= LONGEST_KNOWN) {
                KNOWN.put(name, known);
            }
        }
        return known;
    }

    private static Optional<HeaderName> parse(String name) {
        for (String days : DAYS) {
            if (name.startsWith(days)) {
                String qualifier = days.substring(2, days.length() - 1).replace("-limit-", "-");
                return part(days, name.substring(days.length()))
                        .map(found -> new HeaderName(days, found.part(), qualifier));
            }
        }
        for (String family : FAMILIES) {
            int at = name.indexOf(family);
            if (at >= 0) {
                int end = at + family.length();
                String rest = name.substring(end);
                return rest.isEmpty() || rest.charAt(0) == '-'
                        ? part(name.substring(0, end), rest.isEmpty() ? rest : rest.substring(1))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<HeaderName> part(String family, String rest) {
        for (Part part : Part.values()) {
            if (rest.equals(part.word)) {
                return Optional.of(new HeaderName(family, part, ""));
            }
            if (part != Part.WHOLE && rest.startsWith(part.word + '-')) {
                return Optional.of(new HeaderName(family, part, rest.substring(part.word.length() + 1)));
            }
            if (part != Part.WHOLE && rest.endsWith('-' + part.word)) {
                return Optional.of(
                        new HeaderName(family, part, rest.substring(0, rest.length() - part.word.length() - 1)));
            }
        }
        return Optional.empty();
    }
}
