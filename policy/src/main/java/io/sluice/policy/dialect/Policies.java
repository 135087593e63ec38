package io.sluice.policy.dialect;

import io.sluice.policy.value.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The quotas that a RateLimit-Policy field tells, or a RateLimit-Limit field of the drafts before 6. */
final class Policies {
    private final List<Policy> left = new ArrayList<>();

    /**
     * A quota and its window.
     *
     * @param unit what it counts where that is not requests
     */
    record Policy(
            @Nullable String name,
            OptionalLong quota,
            OptionalLong perMillis,
            @Nullable String unit,
            String header) {
        private Told told() {
            return new Told(name, quota, OptionalLong.empty(), perMillis, Optional.empty(), unit, true, Set.of(header));
        }
    }

    /** Adds those of a field; drafts before 8 write a quota, later ones a name with the quota as a parameter. */
    void add(List<Item> items, String header, Values values) {
        for (Item item : items) {
            String quota = item.isNumber() ? item.value() : item.parameter("q");
            String unit = item.parameter("qu");
            left.add(new Policy(
                    item.isNumber() ? null : item.value(),
                    values.quota(quota == null ? item.parameter("l") : quota, header),
                    item.windowMillis(header, values),
                    unit == null || unit.equals("requests") ? null : unit,
                    header));
        }
    }

    /** The policy of that name, which is then no longer left. */
    Optional<Policy> take(String name) {
        return take(policy -> name.equals(policy.name()));
    }

    /** The policy of that quota. */
    Optional<Policy> take(OptionalLong quota) {
        return take(policy -> quota.isPresent() && policy.quota().equals(quota));
    }

    private Optional<Policy> take(Predicate<Policy> wanted) {
        for (Iterator<Policy> all = left.iterator(); all.hasNext(); ) {
            Policy policy = all.next();
            if (wanted.test(policy)) {
                all.remove();
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** Those of which nothing else was told. */
    void rest(List<Told> all) {
        for (Policy policy : left) {
            if (policy.quota().isPresent() && policy.perMillis().isPresent()) {
                all.add(policy.told());
            }
        }
    }
}
