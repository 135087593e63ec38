package io.sluice.policy.dialect;

import io.sluice.policy.dialect.HeaderName.Part;
import io.sluice.policy.value.Durations;
import io.sluice.policy.value.Interval;
import io.sluice.policy.value.TimeForm;
import io.sluice.policy.value.Values;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers that begin alike, one for each number of a limit: {@code x-ratelimit-limit}, {@code x-ratelimit-remaining}. */
final class Family {
    /** Headers that say which limit the others speak of: those of GitHub, Discord and GitLab. */
    private static final List<String> NAMES = List.of("-resource", "-bucket", "-name");

    private static final Map<String, Long> WINDOWS = Map.of(
            "second", 1_000L,
            "minute", 60_000L,
            "hour", 3_600_000L,
            "day", 86_400_000L,
            "24hour", 86_400_000L);
    /** Discogs tells its window in its documentation alone. */
    private static final Map<String, Long> DOCUMENTED = Map.of("x-discogs-ratelimit", 60_000L);
    /** Qomon: the size of a bucket and what it is refilled with. */
    private static final Pattern BURST = Pattern.compile("burst:(\\d{1,15});rate:\\d{1,15}");

    private static final String FULL_NOT_RESET = "anthropic-ratelimit";

    private final String family;
    private final String qualifier;
    private final Map<Part, String> headers = new EnumMap<>(Part.class);

    Family(String family, String qualifier) {
        this.family = family;
        this.qualifier = qualifier;
    }

    void add(Part part, String header) {
        headers.put(part, header);
    }

    /** How its headers begin. */
    String name() {
        return family;
    }

    void read(Head head, Policies policies, Values values, long windowMillis, List<Told> all) {
        OptionalLong quota = quota(head, policies, values);
        OptionalLong remaining = count(head, Part.REMAINING, values);
        OptionalLong used = count(head, headers.containsKey(Part.USED) ? Part.USED : Part.OBSERVED, values);
        // Reddit tells both and no limit, and cuts its reset to whole seconds.
        boolean cut = quota.isEmpty() && remaining.isPresent() && used.isPresent();
        if (cut) {
            quota = OptionalLong.of(Math.max(1, used.getAsLong() + remaining.getAsLong()));
        } else if (remaining.isEmpty() && quota.isPresent() && used.isPresent()) {
            remaining = OptionalLong.of(Math.max(0, quota.getAsLong() - used.getAsLong()));
        }
        OptionalLong per = per(policies, quota);
        Optional<Interval> ends = RateLimitFields.within(
                ends(head, values, per.orElse(windowMillis)), per, headers.getOrDefault(Part.RESET, family), values);
        if (cut) {
            ends = ends.map(end -> new Interval(end.from(), end.to() + 1_000));
        }
        Told told = new Told(limitName(head), quota, remaining, per, ends, null, false, Set.copyOf(headers.values()));
        if (told.tells()) {
            all.add(told);
        }
    }

    /** Drafts before 6 told the limit and then all policies: {@code 10, 10;w=5, 80;w=60}. */
    private OptionalLong quota(Head head, Policies policies, Values values) {
        String header = headers.getOrDefault(Part.LIMIT, "");
        String text = head.get(header);
        if (text == null) {
            return OptionalLong.empty();
        }
        if (text.indexOf(',') < 0 && text.indexOf(';') < 0) {
            return values.quota(text, header);
        }
        Matcher burst = BURST.matcher(text);
        if (burst.matches()) {
            return values.quota(burst.group(1), header);
        }
        List<Item> items = Item.list(text, header, values);
        if (items.isEmpty()) {
            return OptionalLong.empty();
        }
        boolean bare = items.get(0).parameters().isEmpty();
        policies.add(bare ? items.subList(1, items.size()) : items, header, values);
        return values.quota(items.get(0).value(), header);
    }

    private OptionalLong count(Head head, Part part, Values values) {
        String header = headers.getOrDefault(part, "");
        return values.count(head.get(header), header);
    }

    private OptionalLong per(Policies policies, OptionalLong quota) {
        Long known = DOCUMENTED.get(family);
        if (known == null) {
            known = WINDOWS.get(qualifier.substring(qualifier.lastIndexOf('-') + 1));
        }
        OptionalLong byPolicy =
                policies.take(quota).map(Policies.Policy::perMillis).orElse(OptionalLong.empty());
        return known == null ? byPolicy : OptionalLong.of(known);
    }

    /** When all is back. OpenAI's durations and Anthropic's instants tell when a bucket is full: no window ends then. */
    private Optional<Interval> ends(Head head, Values values, long windowMillis) {
        String after = headers.getOrDefault(Part.RESET_AFTER, "");
        Optional<Interval> told = values.time(head.get(after), TimeForm.DELTA_SECONDS, after);
        boolean named = headers.containsKey(Part.RESET_TIME) && !headers.containsKey(Part.RESET);
        String header = headers.getOrDefault(named ? Part.RESET_TIME : Part.RESET, "");
        String text = head.get(header);
        // GitLab's is a date; Qomon's is a number of seconds until its bucket is full.
        boolean full = named && text != null && text.length() < 12;
        if (told.isPresent() || text == null || full || family.equals(FULL_NOT_RESET) || isDuration(text.trim())) {
            return told;
        }
        return values.time(text, TimeForm.DETECTED, header, windowMillis);
    }

    private static boolean isDuration(String text) {
        return !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1)) && Durations.millis(text) >= 0;
    }

    private @Nullable String limitName(Head head) {
        if (!qualifier.isEmpty()) {
            return qualifier;
        }
        for (String suffix : NAMES) {
            String name = head.get(family + suffix);
            if (name != null) {
                return name;
            }
        }
        int end = family.length() - "ratelimit".length();
        boolean glued =
                end > 2 && family.startsWith("x-") && family.charAt(end - 1) != '-' && family.endsWith("ratelimit");
        return glued ? family.substring(2, end) : null;
    }
}
