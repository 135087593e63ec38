package io.sluice.policy;

import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Scope;
import io.sluice.core.schedule.Verdict;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    static Hold read(Fields answer, @Nullable Verdict then) {
        Fields hold = answer.object("hold", HOLD, Set.of("for"));
        HoldRule usual = then == null ? HoldRule.DEFAULT : then.hold();
        return hold == null ? new Hold(usual, 0) : new Hold(rule(hold, usual), hold.millis("add", 0));
    }

    private static HoldRule rule(Fields hold, HoldRule usual) {
        Optional<Scope> scope = hold.has("scope") ? Optional.of(LimitReader.scope(hold)) : Optional.empty();
        long max = hold.millis("max", 0);
        long first = hold.millis("default", max > 0 ? Math.min(max, usual.firstMillis()) : usual.firstMillis());
        long most = max > 0 ? max : Math.max(first, usual.mostMillis());
        if (most < first) {
            hold.problem("max", "field 'max' is below 'default', expected at least that");
            return usual;
        }
        int factor = (int) hold.whole("grow", usual.factor(), 1, 1_000);
        return new HoldRule(scope, hold.millis("min", 0), first, factor, most);
    }
}
