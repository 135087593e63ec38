package io.sluice.policy.dialect;

import io.sluice.core.schedule.Oddity;
import io.sluice.policy.value.Interval;
import io.sluice.policy.value.TimeForm;
import io.sluice.policy.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The RateLimit field, from draft 7 on.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields for HTTP</a>
 */
final class RateLimitFields {
    /** Draft 7 alone wrote a dictionary. */
    private static final Pattern DICTIONARY = Pattern.compile("(?:^|,)[ \\t]*(?:limit|remaining|reset)=");
    /** An end that lies so much beyond its window is one that was rounded up; in ms. */
    private static final long ROUNDED = 1_000;

    private RateLimitFields() {}

    static void read(Head head, String field, Policies policies, Values values, List<Told> all) {
        String text = head.get(field);
        if (text == null) {
            return;
        }
        if (DICTIONARY.matcher(text).find()) {
            dictionary(text, field, policies, values, all);
        } else {
            for (Item item : Item.list(text, field, values)) {
                item(item, field, policies, values, all);
            }
        }
    }

    private static void dictionary(String text, String field, Policies policies, Values values, List<Told> all) {
        Map<String, Item> items = Item.dictionary(text, field, values);
        OptionalLong quota = values.quota(text(items.get("limit")), field);
        OptionalLong remaining = values.count(text(items.get("remaining")), field);
        OptionalLong per = policies.take(quota).map(Policies.Policy::perMillis).orElse(OptionalLong.empty());
        Optional<Interval> ends =
                within(values.time(text(items.get("reset")), TimeForm.DELTA_SECONDS, field), per, field, values);
        add(new Told(null, quota, remaining, per, ends, null, true, Set.of(field)), all);
    }

    /** From draft 8 on: {@code r} is what is left, {@code t} the seconds until there is more. */
    private static void item(Item item, String field, Policies policies, Values values, List<Told> all) {
        OptionalLong remaining = values.count(item.parameter("r"), field);
        if (remaining.isEmpty() || item.isNumber()) {
            return;
        }
        Optional<Policies.Policy> policy = policies.take(item.value());
        OptionalLong per = policy.map(Policies.Policy::perMillis).orElse(OptionalLong.empty());
        Optional<Interval> ends =
                within(values.time(item.parameter("t"), TimeForm.DELTA_SECONDS, field), per, field, values);
        add(
                new Told(
                        item.value(),
                        policy.map(Policies.Policy::quota).orElse(OptionalLong.empty()),
                        remaining,
                        per,
                        ends,
                        policy.map(Policies.Policy::unit).orElse(null),
                        true,
                        Set.of(field, field + "-policy")),
                all);
    }

    private static void add(Told told, List<Told> all) {
        if (told.tells()) {
            all.add(told);
        }
    }

    private static @Nullable String text(@Nullable Item item) {
        return item == null ? null : item.value();
    }

    /** An end that lies beyond the window's length is noise. */
    static Optional<Interval> within(Optional<Interval> ends, OptionalLong perMillis, String place, Values values) {
        if (ends.isPresent()
                && perMillis.isPresent()
                && values.waitUntil(ends.get()) > perMillis.getAsLong() + ROUNDED) {
            values.odd(Oddity.Kind.TOO_FAR, place, "an end beyond the window of " + perMillis.getAsLong() + " ms");
            return Optional.empty();
        }
        return ends;
    }
}
