package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Scope;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** No call leaves before the instant that a refusal told, and none with a credential that is not fit or not there. */
final class HoldsAreKept implements Watcher {
    /** Stands for a limit where a credential as such was closed. */
    private static final String OF_SECRET = "~secret";

    private static final Scope CREDENTIAL = new Scope(List.of(Dimension.Fixed.CREDENTIAL));

    /** Until when, by provider:credential endpoint, and by the limit that refused, empty where none was named. */
    private final Map<String, Map<String, Long>> closed = new HashMap<>();

    private final Map<String, Credential> fit = new HashMap<>();
    private final Predicate<String> byRequest;
    private final BiPredicate<String, String> declared;
    private final Function<String, Cost> costs;
    /** The how manieth secret a call was made with, by its id. */
    private final Map<String, Integer> secrets = new HashMap<>();

    /** How often a credential came, by provider:id. */
    private final Map<String, Integer> renewals = new HashMap<>();

    private final Set<String> banned = new HashSet<>();

    /**
     * @param byRequest tells of the name of a limit whether it is counted by what requests say, so that others may go on
     * @param declared tells of a provider and the name of a limit whether the file declares it
     * @param costs what the request of that id costs; one that a limit does not count is not closed by it
     */
    HoldsAreKept(Predicate<String> byRequest, BiPredicate<String, String> declared, Function<String, Cost> costs) {
        this.byRequest = byRequest;
        this.declared = declared;
        this.costs = costs;
    }

    /** A credential came, or came again with another secret: what closed the old one is over. */
    void credential(Credential credential) {
        closed.forEach((place, until) -> {
            if (place.startsWith(credential.provider() + ':' + credential.id() + ' ')) {
                until.remove(OF_SECRET);
            }
        });
        fit.put(credential.provider() + ':' + credential.id(), credential);
        renewals.merge(credential.provider() + ':' + credential.id(), 1, Integer::sum);
        banned.remove(credential.provider() + ':' + credential.id());
    }

    void withdrawn(Credential credential) {
        fit.remove(credential.provider() + ':' + credential.id());
    }

    /** Limits were replaced by others, and what closed them is gone with them. */
    void replaced(String provider) {
        closed.keySet().removeIf(key -> key.startsWith(provider + ':'));
    }

    @Override
    public void decided(Call call, long at) {
        Credential credential = fit.get(who(call));
        if (credential == null || credential.disabled() || banned.contains(who(call))) {
            throw Invariants.broken(this, call + " goes with a credential that is withdrawn, disabled or banned");
        }
        secrets.put(call.id(), renewals.get(who(call)));
        Cost cost = costs.apply(call.requestId());
        closed.getOrDefault(who(call) + ' ' + call.endpoint(), Map.of()).forEach((limit, until) -> {
            if (call.notBefore() < until && cost.of(limit) > 0) {
                throw Invariants.broken(
                        this, call + " leaves " + (until - call.notBefore()) + " ms before it was told to");
            }
        });
    }

    @Override
    public void hears(Call call, Outcome outcome, long at) {
        if (outcome instanceof Outcome.Answered answer) {
            String limit = answer.refusal().limit();
            boolean closes = limit == null || !byRequest.test(limit);
            if (answer.verdict() == Verdict.THROTTLED && closes) {
                closed.computeIfAbsent(who(call) + ' ' + call.endpoint(), first -> new HashMap<>())
                        .merge(closedOf(call, answer), answer.refusal().until(), Math::max);
            } else if (answer.verdict() == Verdict.BANNED) {
                if (renewals.get(who(call)).equals(secrets.get(call.id()))) {
                    banned.add(who(call));
                }
            }
        }
    }

    /** What a refusal closes: the limit that it names, where the file declares that; else what the file holds after such an answer. */
    private String closedOf(Call call, Outcome.Answered answer) {
        String limit = answer.refusal().limit();
        boolean closesCredential =
                answer.refusal().hold().scope().filter(CREDENTIAL::equals).isPresent();
        if (closesCredential && (limit == null || !declared.test(call.provider(), limit))) {
            return OF_SECRET;
        }
        return limit == null ? "" : limit;
    }

    private static String who(Call call) {
        return call.provider() + ':' + call.credential();
    }
}
