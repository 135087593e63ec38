package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which door a refusal closes, and for how long.
 *
 * <p>Precedence: the limit that the provider's file names for the answer; a limit that the answer tells to be spent; else
 * the door that the file names for it; else an answer in the API's own form closes credential and endpoint, any other one
 * the egress. Two credentials refused on one egress within a minute, each with budget left, close the egress. Nobody knows
 * how much is free behind a door that no limit closed: the first call after it opens is a probe. Trouble of the
 * provider closes the provider; one that cannot be reached is closed to the egress, where there are several, and probed
 * from the second time on. A credential that one caller cannot use rests shortly. A quota is never changed by a
 * refusal.
 */
final class Refusals {
    /** Two refusals on one egress count together within this time, in ms. */
    private static final long TOGETHER = 60_000;

    /** How long a credential rests that a caller cannot use, in ms: long enough to spare the caller, short beside any repair. */
    private static final long UNREADY = 2_000;

    /** So often in a row that is no transition: somebody must see to it. */
    private static final int UNREADY_FOR_LONG = 5;

    private final Dispatcher dispatcher;
    private final Forbidden forbidden;
    private final Consumer<Alert> alerts;
    private final Map<BudgetId, Refused> lastOnEgress = new HashMap<>();

    private record Refused(String credential, long at) {}

    Refusals(Dispatcher dispatcher, Forbidden forbidden, Consumer<Alert> alerts) {
        this.dispatcher = dispatcher;
        this.forbidden = forbidden;
        this.alerts = alerts;
    }

    /** A limit that no file declares is told to be spent: credential and endpoint stay away until it is back. */
    void hear(Flight flight, Outcome.Answered answer, long now) {
        for (Outcome.Said said : answer.words()) {
            if (isNews(flight, said.target())
                    && said.word().spent()
                    && said.word().resetTo() > now) {
                HoldBudget hold = endpointHold(flight);
                hold.close(said.word().resetTo(), "its answers tell that a limit is spent");
                dispatcher.changed(hold);
            }
        }
    }

    /** A call was refused. */
    void refused(Flight flight, Outcome.Answered answer, long now) {
        if (isLearnedFrom(flight, answer)) {
            awaitTold(flight, answer, now);
            if (!isHeldBack(flight, now)) {
                close(endpointHold(flight), flight, answer, 0, HoldRule.DEFAULT, now);
            }
            return;
        }
        Outcome.Refusal refusal = answer.refusal();
        close(door(flight, answer, now), flight, answer, refusal.until(), refusal.hold(), now);
    }

    /** Keeps to the instant that a refusal tells, whatever is learned from it. */
    private void awaitTold(Flight flight, Outcome.Answered answer, long now) {
        Outcome.Refusal refusal = answer.refusal();
        if (refusal.until() > now) {
            close(endpointHold(flight), flight, answer, refusal.until(), refusal.hold(), now);
        }
    }

    /** The credential may go to the endpoint. */
    void admitted(Flight flight) {
        forbidden.succeeded(flight);
    }

    /**
     * A 403: the request's own, unless it shows that the credential may not go to the endpoint, where others may. That one stays away, and
     * then one call is a probe. Returns whether it is so.
     */
    boolean forbidden(Flight flight, Outcome.Answered answer, long now) {
        if (!forbidden.failed(flight)) {
            return false;
        }
        HoldBudget hold = endpointHold(flight);
        hold.forbid(now);
        close(
                hold,
                leftAt(flight, answer),
                0,
                HoldRule.DEFAULT,
                now,
                "three requests in a row were answered 403 where others succeed");
        return true;
    }

    /** The provider is in trouble and says so. */
    void overloaded(Flight flight, Outcome.Answered answer, long now) {
        HoldBudget hold = named(flight, answer.refusal().hold())
                .orElseGet(() -> state(flight).needs.providerHold());
        Outcome.Refusal refusal = answer.refusal();
        close(hold, flight, answer, refusal.until(), refusal.hold(), now);
    }

    /**
     * The provider cannot be reached. With several ways to it, that is the trouble of one of them. Each call in vain is an attempt of
     * its request, so from the second in a row on one goes first.
     */
    void unreachable(Flight flight, String reason, long now) {
        ProviderState state = state(flight);
        HoldBudget hold = state.goesElsewhere(flight.call.egress()) ? egressHold(flight) : state.needs.providerHold();
        long sentAt = flight.call.notBefore();
        if (hold.isRefusedAgain(sentAt)) {
            hold.probeTrouble();
        }
        close(hold, sentAt, 0, HoldRule.TROUBLE, now, reason);
    }

    /**
     * One caller cannot use the credential. That is the caller's trouble, and another one may get the next call: the hold
     * does not grow. Calls that left before it prove nothing new.
     */
    void unready(Flight flight, String reason, long now) {
        HoldBudget hold = state(flight).needs.credentialHold(flight.member.credential);
        boolean news = flight.call.notBefore() >= hold.closedUntil();
        hold.close(now + UNREADY, reason);
        dispatcher.changed(hold);
        if (news && ++flight.member.unready == UNREADY_FOR_LONG) {
            alerts.accept(new Alert(
                    flight.call.credentialKey().text(),
                    Alert.Kind.CREDENTIAL_UNUSABLE,
                    "callers cannot use it: " + reason,
                    Scheduler.NEVER));
        }
    }

    /** A caller could use the credential. */
    void ready(Flight flight) {
        flight.member.unready = 0;
    }

    private void close(Budget door, Flight flight, Outcome.Answered answer, long told, HoldRule rule, long now) {
        close(door, leftAt(flight, answer), told, rule, now, "the provider answered " + answer.status());
    }

    /** When a call left; one that comes after another leaves though a door was closed meanwhile, and could not be held back. */
    private static long leftAt(Flight flight, Outcome.Answered answer) {
        return flight.call.after().isEmpty() ? answer.sentAt() : flight.call.notBefore();
    }

    private void close(Budget door, long sentAt, long told, HoldRule rule, long now, String reason) {
        door.refuse(sentAt, told, rule, now, reason);
        dispatcher.changed(door);
    }

    /** Whether no file declares a limit and none was learned from what answers tell of it. */
    private static boolean isNews(Flight flight, Target target) {
        return target.limit().isEmpty()
                && state(flight).learning.limit(target, flight.call.endpoint()).isEmpty();
    }

    /** The learner shuts its own doors, as long as nothing else is told. */
    private static boolean isLearnedFrom(Flight flight, Outcome.Answered answer) {
        return state(flight).learning.isCareful()
                && answer.verdict() != Verdict.EXHAUSTED
                && !answer.refusal().isNamed();
    }

    /** Whether a call like a refused one does not leave at once. What counts calls at the same time lets one leave when another ends. */
    private static boolean isHeldBack(Flight flight, long now) {
        ProviderState state = state(flight);
        Lane lane = flight.pending.lane;
        if (state.learning.holdsBack(flight.call.endpoint(), flight.member.credential)) {
            return true;
        }
        for (Budget budget : state.needed(lane, flight.member.credential)) {
            if (!isAtOnce(budget) && budget.freeAt(lane.cost(), now) > now) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAtOnce(Budget budget) {
        return budget instanceof ConcurrencyBudget
                || budget instanceof PlacesBudget
                || (budget instanceof LimitBudget limited && limited.limit.window() instanceof Window.Concurrent);
    }

    private Budget door(Flight flight, Outcome.Answered answer, long now) {
        Outcome.Refusal refusal = answer.refusal();
        LimitBudget refusing = newest(flight, limit -> refusal.limit() != null && limit.isCalled(refusal.limit()));
        if (refusing != null) {
            return refusing;
        }
        for (Outcome.Said said : answer.words()) {
            LimitBudget spent =
                    newest(flight, limit -> said.word().spent() && said.target().isDeclared(limit));
            if (spent != null) {
                return spent;
            }
        }
        HoldBudget egress = egressHold(flight);
        HoldBudget hold = named(flight, refusal.hold())
                .orElseGet(() ->
                        !refusal.ownForm() || secondOnEgress(flight, egress, now) ? egress : endpointHold(flight));
        hold.probeNext();
        return hold;
    }

    /** The budget of a limit; where another one took its place while the call was in flight, that one, which came last. */
    private static @Nullable LimitBudget newest(Flight flight, Predicate<Limit> meant) {
        LimitBudget found = null;
        for (Budget budget : flight.budgets) {
            if (budget instanceof LimitBudget limit && meant.test(limit.limit)) {
                found = limit;
            }
        }
        return found;
    }

    /** The door that the provider's file names for the answer. */
    private static Optional<HoldBudget> named(Flight flight, HoldRule rule) {
        return rule.scope()
                .map(scope -> state(flight)
                        .needs
                        .hold(scope, flight.call.endpoint(), flight.member.credential, flight.pending.lane.params));
    }

    private boolean secondOnEgress(Flight flight, Budget egress, long now) {
        boolean hadBudget = false;
        for (Budget budget : flight.budgets) {
            if (budget instanceof LimitBudget limit) {
                if (!isAtOnce(limit) && !limit.hasLeft(now)) {
                    return false;
                }
                hadBudget = true;
            }
        }
        if (!hadBudget) {
            return false;
        }
        String credential = flight.member.credential.id();
        Refused before = lastOnEgress.put(egress.id, new Refused(credential, now));
        return before != null
                && now - before.at() <= TOGETHER
                && !before.credential().equals(credential);
    }

    private static HoldBudget egressHold(Flight flight) {
        return state(flight).needs.egressHold(flight.call.egress());
    }

    private static HoldBudget endpointHold(Flight flight) {
        Credential credential = flight.member.credential;
        return state(flight).needs.endpointHold(credential, flight.call.endpoint());
    }

    private static ProviderState state(Flight flight) {
        return flight.pending.lane.pool.state;
    }
}
