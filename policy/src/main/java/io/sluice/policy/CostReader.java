package io.sluice.policy;

import io.sluice.core.provider.LabelValues;
import io.sluice.core.provider.Window;
import io.sluice.policy.answer.AnswerCost;
import io.sluice.schemas.wire.Methods;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which calls a limit counts and what they take of it. */
final class CostReader {
    private static final long MOST = 1_000_000_000_000L;
    private static final CostRule.Units ONE = new CostRule.Units(Map.of(), null, 1);
    private static final Set<String> COST = Set.of("method", "param", "otherwise");

    private CostReader() {}

    /**
     * Which calls a limit counts.
     *
     * @param labels by the name of a label, the values that a credential must have
     */
    record Counted(CostRule rule, Map<String, LabelValues> labels) {}

    /** What is said of a limit whose window is that. */
    static Counted read(Fields limit, @Nullable Window window) {
        Fields when = limit.object("when", Set.of("method", "param", "label"), Set.of("auth", "plan"));
        AnswerCost told = new AnswerCost(
                SignalReader.source(limit, "settle"),
                AnswerReader.test(limit, "counts"),
                AnswerReader.test(limit, "free"));
        boolean countsCalls = window instanceof Window.Concurrent || limit.has("spacing") || limit.has("counts");
        CostRule.Units units = units(limit);
        CostRule rule = new CostRule(
                when == null ? Set.of() : methods(when, when.someTexts("method")),
                when == null ? Map.of() : params(when),
                units == null && countsCalls ? ONE : units,
                told);
        Map<String, LabelValues> labels = new LinkedHashMap<>();
        if (when != null) {
            when.textsByName("label").forEach((name, values) -> labels.put(name, LabelValues.of(Set.copyOf(values))));
        }
        return new Counted(rule, labels);
    }

    private static Set<String> methods(Fields fields, List<String> methods) {
        for (String method : methods) {
            if (!Methods.isAllowed(method)) {
                fields.problem("method", "field 'method' has '" + method + "', expected " + Methods.EXPECTED);
            }
        }
        return Set.copyOf(methods);
    }

    private static Map<String, List<Glob>> params(Fields when) {
        Map<String, List<Glob>> params = new LinkedHashMap<>();
        when.textsByName("param")
                .forEach((name, globs) ->
                        params.put(name, globs.stream().map(Glob::new).toList()));
        return params;
    }

    private static CostRule.@Nullable Units units(Fields limit) {
        if (!limit.has("cost")) {
            return null;
        }
        if (!limit.get("cost").isObject()) {
            return new CostRule.Units(Map.of(), null, limit.whole("cost", 1, 0, MOST));
        }
        Fields cost = limit.object("cost", COST, Set.of());
        if (cost == null) {
            return null;
        }
        Map<String, Long> byMethod = new HashMap<>();
        Fields methods = cost.anyObject("method");
        if (methods != null) {
            methods(cost, methods.names())
                    .forEach(method -> byMethod.put(method, methods.requiredWhole(method, 0, MOST)));
        }
        if (byMethod.isEmpty() && !cost.has("param")) {
            cost.problem("", "field 'cost' tells nothing, expected a whole number, or method or param with otherwise");
        }
        return new CostRule.Units(byMethod, cost.text("param"), cost.whole("otherwise", 1, 0, MOST));
    }
}
