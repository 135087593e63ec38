package io.sluice.policy;

import io.sluice.core.provider.LabelValues;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Names;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the quota of a limit: a number, or a number for each value of a label of the credential, such as its plan. */
final class Quotas {
    private static final long MOST = 1_000_000_000_000L;

    private Quotas() {}

    /**
     * A quota and the credentials that it is for.
     *
     * @param suffix of the limit's name
     * @param label the label that it goes by; empty: it is for all
     * @param values of that label
     */
    record Case(String suffix, long quota, boolean told, String label, LabelValues values) {
        /** A quota for all. */
        Case(long quota, boolean told) {
            this("", quota, told, "", LabelValues.of(Set.of()));
        }

        /** The same for all credentials whose label has none of those values. */
        Case except(Set<String> others) {
            return new Case(suffix, quota, told, label, LabelValues.except(others));
        }

        /** The limit of those credentials among the ones with such labels; none where no credential can be both. */
        Optional<Limit> limit(String name, Scope scope, Window window, int use, Map<String, LabelValues> labels) {
            Map<String, LabelValues> both = new HashMap<>(labels);
            if (!label.isEmpty()) {
                both.merge(label, values, LabelValues::and);
            }
            return both.values().contains(LabelValues.NONE)
                    ? Optional.empty()
                    : Optional.of(new Limit(name + suffix, scope, quota, told, window, use, both));
        }
    }

    static List<Case> read(Fields limit, String name) {
        if (limit.has("spacing")) {
            return List.of(new Case(1, false));
        }
        if (!limit.has("quota")) {
            limit.problem("quota", "field 'quota' of limit '" + name + "' is missing, expected a whole number");
            return List.of();
        }
        if ("told".equals(limit.get("quota").textValue())) {
            return List.of(new Case(1, true));
        }
        if (!limit.get("quota").isObject()) {
            return List.of(new Case(limit.whole("quota", 1, 1, MOST), false));
        }
        Fields table = limit.object("quota", Set.of("label", "of"), Set.of());
        Fields quotas = table == null ? null : table.anyObject("of");
        if (table == null || quotas == null) {
            limit.problem(
                    "quota",
                    "field 'quota' tells none, expected a whole number, or label: NAME with of: { VALUE: QUOTA }");
            return List.of();
        }
        String label = table.required("label");
        if (quotas.names().isEmpty()) {
            table.problem("of", "field 'of' is empty, expected VALUE: QUOTA for each value of the label");
        }
        List<Case> cases = new ArrayList<>();
        for (String value : new LinkedHashSet<>(quotas.names())) {
            if (!Names.isName(value)) {
                quotas.problem(value, "field 'of' has '" + value + "', expected the value of a label");
            } else if (Names.isName(name) && !Names.isName(name + Limit.CASE + value)) {
                quotas.problem(value, "field 'of' has '" + value + "', too long beside the name of its limit");
            } else {
                cases.add(new Case(
                        Limit.CASE + value,
                        quotas.requiredWhole(value, 1, MOST),
                        false,
                        label,
                        LabelValues.of(Set.of(value))));
            }
        }
        leastForOthers(cases);
        return cases;
    }

    /** Gives the least quota to whoever has no such label, or a value that is not in the table. */
    private static void leastForOthers(List<Case> cases) {
        cases.stream().min(Comparator.comparingLong(Case::quota)).ifPresent(least -> {
            Set<String> others = cases.stream()
                    .filter(one -> !one.equals(least))
                    .flatMap(one -> one.values().values().stream())
                    .collect(Collectors.toSet());
            cases.set(cases.indexOf(least), least.except(others));
        });
    }
}
