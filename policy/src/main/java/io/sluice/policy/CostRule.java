package io.sluice.policy;

import io.sluice.policy.answer.AnswerCost;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What calls take of one limit of a provider's file, where that is not what they take of all.
 *
 * @param methods the methods that it counts; empty: all
 * @param params by the name of a request parameter, the values that it counts
 * @param units null: what the call takes of all limits
 * @param told what answers tell about it
 */
record CostRule(
        Set<String> methods,
        Map<String, List<Glob>> params,
        @Nullable Units units,
        AnswerCost told) {
    /** Each call takes what it takes of all limits. */
    static final CostRule USUAL = new CostRule(Set.of(), Map.of(), null, AnswerCost.NOTHING);

    public CostRule {
        methods = Set.copyOf(methods);
        params = Map.copyOf(params);
    }

    /**
     * Units of a call.
     *
     * @param byMethod by a request's method
     * @param param the request parameter that tells them; null: none does
     * @param otherwise where neither tells
     */
    record Units(Map<String, Long> byMethod, @Nullable String param, long otherwise) {
        Units {
            byMethod = Map.copyOf(byMethod);
        }

        long of(String method, Map<String, String> params) {
            String text = param == null ? null : params.get(param);
            if (text != null && text.matches("\\d{1,15}")) {
                return Math.min(Long.parseLong(text), RequestRules.MAX_COST);
            }
            return byMethod.getOrDefault(method, otherwise);
        }
    }

    /** Whether it asks for request parameters. */
    boolean readsParams() {
        return !params.isEmpty() || (units != null && units.param() != null);
    }

    /** Units that a call takes; 0 where the limit does not count it. */
    long units(String method, Map<String, String> given, long usual) {
        if (!methods.isEmpty() && !methods.contains(method)) {
            return 0;
        }
        for (Map.Entry<String, List<Glob>> param : params.entrySet()) {
            String value = given.get(param.getKey());
            if (value == null || param.getValue().stream().noneMatch(glob -> glob.matches(value))) {
                return 0;
            }
        }
        return units == null ? usual : units.of(method, given);
    }
}
