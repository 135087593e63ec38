package io.sluice.policy;

import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Scope;
import java.util.Optional;
import java.util.Set;

/** Reads which door an answer closes, and for how long. */
final class HoldReader {
    private static final Set<String> HOLD = Set.of("scope", "min", "default", "grow", "max", "add");

    private HoldReader() {}

    /**
     * What a rule says.
     *
     * @param addMillis what is added to a wait that the answer tells
     */
    record Hold(HoldRule rule, long addMillis) {}

    static Hold read(Fields answer) {
        Fields hold = answer.object("hold", HOLD, Set.of("for"));
        return hold == null ? new Hold(HoldRule.DEFAULT, 0) : new Hold(rule(hold), hold.millis("add", 0));
    }

    private static HoldRule rule(Fields hold) {
        Optional<Scope> scope = hold.has("scope") ? Optional.of(LimitReader.scope(hold)) : Optional.empty();
        long first = hold.millis("default", HoldRule.DEFAULT.firstMillis());
        long most = hold.millis("max", Math.max(first, HoldRule.DEFAULT.mostMillis()));
        if (most < first) {
            hold.problem("max", "field 'max' is below 'default', expected at least that");
            return HoldRule.DEFAULT;
        }
        int factor = (int) hold.whole("grow", HoldRule.DEFAULT.factor(), 1, 1_000);
        return new HoldRule(scope, hold.millis("min", 0), first, factor, most);
    }
}
