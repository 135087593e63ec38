package io.sluice.core.simulation;

import io.sluice.core.credential.CredentialKey;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Target;
import io.sluice.core.schedule.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** A world in which everything goes wrong now and then: callers vanish, answers are lost or late, providers fail, credentials die. */
final class Hostile implements Surroundings {
    /** A scope that refusals close by a provider's file alone. */
    static final Scope ACCOUNT = new Scope(List.of(Dimension.Fixed.ACCOUNT));

    private static final List<Scope> DOORS = List.of(
            ACCOUNT,
            new Scope(List.of()),
            new Scope(List.of(Dimension.Fixed.EGRESS)),
            new Scope(List.of(Dimension.Fixed.CREDENTIAL)));

    /** Credentials whose secrets the provider does not accept any more. */
    final Set<CredentialKey> dead = new HashSet<>();

    final Set<CredentialKey> banned = new HashSet<>();
    final Matching matching = new Matching();
    private final List<Outage> outages = new ArrayList<>();

    private final Unsaid unsaid;
    private final Trouble trouble;
    private final Latency latency;
    private final Random random;
    private final Consumer<Request> done;

    /**
     * @param done is told when a provider did what a request asks for
     */
    Hostile(Unsaid unsaid, Trouble trouble, Random random, Consumer<Request> done) {
        this.unsaid = unsaid;
        this.trouble = trouble;
        this.random = random;
        this.done = done;
        boolean near = random.nextInt(4) == 0;
        this.latency = Latency.exponential(0, near ? 1 : 1 + random.nextInt(trouble.slowest()))
                .withTail(50);
    }

    /** A caller will die, or sleep. */
    void plan(Outage outage) {
        outages.add(outage);
    }

    @Override
    public Fate fate(Call call, long from, long by) {
        if (trouble.strikes(random, trouble.vanished())) {
            return new Fate.Vanished();
        }
        if (trouble.strikes(random, trouble.notStarted())) {
            return new Fate.NotStarted(from + random.nextInt(3_000), cause());
        }
        if (trouble.strikes(random, trouble.notSent())) {
            return new Fate.NotSent(from + random.nextInt(500));
        }
        Fate fate = sent(call, from, by);
        for (Outage outage : outages) {
            if (outage.egress().equals(call.egress()) && fate instanceof Fate.Sent sent) {
                fate = outage.befall(call, sent, from, by, random);
            }
        }
        return fate;
    }

    private Outcome.NotStarted.Cause cause() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> Outcome.NotStarted.Cause.CREDENTIAL;
            case 2 -> Outcome.NotStarted.Cause.REQUEST;
            default -> Outcome.NotStarted.Cause.LATE;
        };
    }

    private Fate sent(Call call, long from, long by) {
        long sent = from + Math.max(0, random.nextInt(12) - 2);
        if (trouble.strikes(random, trouble.lateStarts())) {
            sent = from + random.nextLong(by - from + 1);
        }
        long arrives = sent + Math.min(latency.sample(random), call.timeoutMillis() - 1);
        long answered = arrives + latency.sample(random);
        boolean known = answered - sent < call.timeoutMillis() && !trouble.strikes(random, trouble.lostAnswers());
        answered = known ? answered : Math.max(arrives, sent + call.timeoutMillis());
        long heard = answered + random.nextInt(10);
        if (trouble.strikes(random, trouble.lateOutcomes())) {
            heard = answered + random.nextInt(120_000);
        }
        return new Fate.Sent(
                sent, arrives, answered, trouble.strikes(random, trouble.silent()) ? Long.MAX_VALUE : heard, known);
    }

    @Override
    public Verdict verdict(Call call, Request request, long at) {
        CredentialKey who = call.credentialKey();
        if (banned.contains(who)) {
            return Verdict.BANNED;
        }
        if (dead.contains(who)) {
            return Verdict.NEEDS_LOGIN;
        }
        Verdict verdict = Verdict.OK;
        if (trouble.strikes(random, trouble.errors())) {
            Verdict[] errors = {
                Verdict.TRANSIENT,
                Verdict.OVERLOADED,
                Verdict.FAILED,
                Verdict.FORBIDDEN,
                Verdict.NEEDS_LOGIN,
                Verdict.THROTTLED,
                Verdict.EXHAUSTED
            };
            verdict = errors[random.nextInt(errors.length)];
        }
        if (verdict == Verdict.OK || verdict == Verdict.TRANSIENT) {
            done.accept(request);
        }
        return verdict;
    }

    @Override
    public Outcome.Refusal refusal(String limit, long until) {
        boolean named = random.nextInt(3) > 0;
        return new Outcome.Refusal(
                named ? limit : null,
                random.nextInt(5) == 0 ? 0 : until,
                random.nextInt(20) > 0,
                true,
                random.nextInt(4) > 0 ? HoldRule.DEFAULT : doors());
    }

    /** A rule of a provider's file that closes more than a credential at an endpoint. */
    private HoldRule doors() {
        Scope scope = DOORS.get(random.nextInt(DOORS.size()));
        return new HoldRule(Optional.of(scope), random.nextInt(2_000), 1 + random.nextInt(5_000), 2, 60_000);
    }

    @Override
    public Request matched(Request request) {
        return matching.byFile(request);
    }

    @Override
    public String endpoint(Call call) {
        return matching.endpoint(call);
    }

    @Override
    public Cost takes(Request request) {
        Cost cost = matching.cost(request);
        if (cost.equals(Cost.ONE) || !trouble.strikes(random, trouble.cheaper())) {
            return cost;
        }
        Map<String, Long> cheaper = new HashMap<>();
        cost.byLimit().forEach((limit, units) -> cheaper.put(limit, random.nextLong(units + 1)));
        return new Cost(1, cheaper);
    }

    @Override
    public boolean tells(Limit limit) {
        return unsaid.tells(limit);
    }

    @Override
    public OptionalLong tellsLength(Limit limit) {
        return unsaid.tellsLength(limit);
    }

    @Override
    public boolean tellsWhenRefused() {
        return unsaid.learns();
    }

    @Override
    public Target target(Call call, Limit limit) {
        return unsaid.target(call.endpoint(), limit);
    }

    @Override
    public boolean tellsSeconds() {
        return unsaid.clocks();
    }

    @Override
    public boolean tooLarge(Call call) {
        return trouble.strikes(random, trouble.tooLarge());
    }

    @Override
    public boolean present(String egress, long at) {
        return outages.stream().noneMatch(outage -> outage.silences(egress, at));
    }

    @Override
    public String caller(String egress, long at) {
        long before = outages.stream()
                .filter(outage -> outage.egress().equals(egress) && outage.from() <= at)
                .count();
        return egress + '-' + before;
    }
}
