package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
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

    /** Until when, and by the limit that refused, empty where none was named. */
    private final Map<Place, Map<String, Long>> closed = new HashMap<>();

    private final Map<CredentialKey, Credential> fit = new HashMap<>();
    private final Predicate<String> byRequest;
    private final BiPredicate<String, String> declared;
    private final Function<String, Cost> costs;
    /** The how manieth secret a call was made with, by its id. */
    private final Map<String, Integer> secrets = new HashMap<>();

    /** How often a credential came. */
    private final Map<CredentialKey, Integer> renewals = new HashMap<>();

    private final Set<CredentialKey> banned = new HashSet<>();

    /** A credential at an endpoint. */
    private record Place(CredentialKey who, String endpoint) {
        static Place of(Call call) {
            return new Place(call.credentialKey(), call.endpoint());
        }
    }

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
            if (place.who().equals(credential.key())) {
                until.remove(OF_SECRET);
            }
        });
        fit.put(credential.key(), credential);
        renewals.merge(credential.key(), 1, Integer::sum);
        banned.remove(credential.key());
    }

    void withdrawn(Credential credential) {
        fit.remove(credential.key());
    }

    /** Limits were replaced by others, and what closed them is gone with them. */
    void replaced(String provider) {
        closed.keySet().removeIf(place -> place.who().provider().equals(provider));
    }

    @Override
    public void decided(Call call, long at) {
        Credential credential = fit.get(call.credentialKey());
        if (credential == null || credential.disabled() || banned.contains(call.credentialKey())) {
            throw Invariants.broken(this, call + " goes with a credential that is withdrawn, disabled or banned");
        }
        secrets.put(call.id(), renewals.get(call.credentialKey()));
        Cost cost = costs.apply(call.requestId());
        closed.getOrDefault(Place.of(call), Map.of()).forEach((limit, until) -> {
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
                closed.computeIfAbsent(Place.of(call), first -> new HashMap<>())
                        .merge(closedOf(call, answer), answer.refusal().until(), Math::max);
            } else if (answer.verdict() == Verdict.BANNED) {
                if (renewals.get(call.credentialKey()).equals(secrets.get(call.id()))) {
                    banned.add(call.credentialKey());
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
}
