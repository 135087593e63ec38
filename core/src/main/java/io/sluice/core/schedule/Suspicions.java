package io.sluice.core.schedule;

import io.sluice.core.credential.Standing;
import io.sluice.core.credential.Standing.Status;
import io.sluice.core.provider.HoldRule;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What answers prove about credentials.
 *
 * <p>One 401 suspends a credential and its next call is a probe; a second one on another request, or a failed probe,
 * retires it. If most credentials of a provider get one within a minute, the fault is the provider's: it is held, and
 * none is retired.
 */
final class Suspicions {
    /** 401s count together within this time, in ms. */
    private static final long TOGETHER = 60_000;
    /** Below this number of credentials "most of them" proves nothing about the provider. */
    private static final int FEWEST = 3;

    private final Settings settings;
    private final Dispatcher dispatcher;
    private final BiConsumer<Member, Standing> standing;
    private final Consumer<Alert> alerts;
    /** Whether a credential still is the one that the call was made with: not withdrawn, nor given another secret. */
    private final Predicate<Member> current;

    private final Map<String, ArrayDeque<Unauthorised>> recent = new HashMap<>();

    /** By provider: epoch ms until which it is held, as far as was alerted. */
    private final Map<String, Long> held = new HashMap<>();

    private record Unauthorised(String credential, long at) {}

    Suspicions(
            Settings settings,
            Dispatcher dispatcher,
            BiConsumer<Member, Standing> standing,
            Consumer<Alert> alerts,
            Predicate<Member> current) {
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.standing = standing;
        this.alerts = alerts;
        this.current = current;
    }

    /** Whether the credential still is the one that the call was made with. */
    boolean isCurrent(Flight flight) {
        return current.test(flight.member);
    }

    /** Counts an answer of any kind. */
    void count(Flight flight, Outcome.Answered answer) {
        boolean fault = switch (answer.verdict()) {
            case THROTTLED, EXHAUSTED, NEEDS_LOGIN, BANNED -> true;
            case OK, FORBIDDEN, OVERLOADED, TRANSIENT, FAILED -> false;
        };
        Member member = flight.member;
        standing.accept(member, member.standing().answered(answer.status(), fault, answer.answeredAt()));
    }

    /** The credential was accepted. */
    void proven(Flight flight, long now) {
        Member member = flight.member;
        if (current.test(member)
                && member.standing().status() == Status.SUSPENDED
                && flight.call.notBefore() >= member.standing().since()) {
            standing.accept(member, member.standing().proven(now));
            trust(flight);
        }
    }

    /** The credential was not accepted. */
    void unauthorised(Flight flight, long now) {
        Member member = flight.member;
        if (!current.test(member)) {
            return;
        }
        if (mostFail(flight, now)) {
            holdProvider(flight, now);
            return;
        }
        if (!member.standing().usable()) {
            return; // calls that left before it was retired prove nothing new
        }
        HoldBudget hold = hold(flight);
        boolean probe = hold.probing() && flight.call.notBefore() >= hold.closedUntil();
        Standing next = member.standing().unauthorised(flight.call.requestId(), probe, now);
        standing.accept(member, next);
        if (next.status() == Status.SUSPENDED) {
            hold.close(now + settings.probeMillis(), next.reason());
            hold.probeNext();
            dispatcher.changed(hold);
        } else {
            retired(flight, next);
        }
    }

    /** The provider banned the credential. */
    void banned(Flight flight, long now) {
        if (!current.test(flight.member) || flight.member.standing().status() == Status.BANNED) {
            return;
        }
        Standing next = flight.member.standing().banned(now);
        standing.accept(flight.member, next);
        retired(flight, next);
    }

    private void retired(Flight flight, Standing next) {
        HoldBudget hold = hold(flight);
        hold.close(Scheduler.NEVER, next.reason());
        dispatcher.changed(hold);
        alerts.accept(new Alert(
                flight.call.credentialKey().text(),
                next.status() == Status.BANNED ? Alert.Kind.BANNED : Alert.Kind.NEEDS_LOGIN,
                next.reason(),
                Scheduler.NEVER));
    }

    private boolean mostFail(Flight flight, long now) {
        ArrayDeque<Unauthorised> latest = recent.computeIfAbsent(flight.call.provider(), name -> new ArrayDeque<>());
        latest.add(new Unauthorised(flight.call.credential(), now));
        while (latest.element().at() < now - TOGETHER) {
            latest.remove();
        }
        Map<String, Member> members = flight.pending.lane.pool.state.members;
        long inUse =
                members.values().stream().filter(member -> isInUse(member, now)).count();
        long failing = latest.stream()
                .map(Unauthorised::credential)
                .distinct()
                .map(members::get)
                .filter(member -> member != null && isInUse(member, now))
                .count();
        return inUse >= FEWEST && failing * 2 > inUse;
    }

    /** Whether calls are made with it, or were until lately: others have no part in what most of them prove. */
    private static boolean isInUse(Member member, long now) {
        return member.usable()
                || (!member.credential.disabled() && member.standing().since() >= now - TOGETHER);
    }

    private void holdProvider(Flight flight, long now) {
        ProviderState state = flight.pending.lane.pool.state;
        HoldBudget hold = state.needs.providerHold();
        String reason = "most credentials were answered as unauthorised within a minute";
        hold.refuse(flight.call.notBefore(), now + TOGETHER, HoldRule.DEFAULT, now, reason);
        hold.probeNext();
        dispatcher.changed(hold);
        for (Member member : state.members.values()) {
            boolean lately = member.standing().since() >= now - TOGETHER;
            Status status = member.standing().status();
            if (lately && (status == Status.SUSPENDED || status == Status.NEEDS_LOGIN)) {
                standing.accept(member, member.standing().cleared(now));
                HoldBudget own = state.needs.credentialHold(member.credential);
                own.lift();
                dispatcher.changed(own);
            }
        }
        Long alertedUntil = held.put(state.provider.name(), hold.closedUntil());
        if (alertedUntil == null || alertedUntil <= now) {
            alerts.accept(new Alert(state.provider.name(), Alert.Kind.PROVIDER_HELD, reason, hold.closedUntil()));
        }
    }

    private void trust(Flight flight) {
        HoldBudget hold = hold(flight);
        hold.lift();
        dispatcher.changed(hold);
    }

    private static HoldBudget hold(Flight flight) {
        return flight.pending.lane.pool.state.needs.credentialHold(flight.member.credential);
    }
}
