package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.meter.Word;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Limit;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A call on its way to a fake provider and back. */
final class Flying {
    private static final long SECOND = 1_000;

    final Call call;
    final Request request;
    private final Credential credential;
    private final FakeProvider provider;
    private final Surroundings around;
    private final List<Told> told = new ArrayList<>();
    /** Where it arrives, whatever its provider's file says of its request. */
    private final String endpoint;
    /** What it takes, which may be less than its request costs. */
    private final Cost cost;

    private Verdict verdict = Verdict.OK;
    private Outcome.Refusal refusal = Outcome.Refusal.NONE;
    private boolean taken;
    private boolean tooLarge;
    private long arrivedAt;

    /** What an answer says of a limit; the end by true time, {@link Server#UNKNOWN} without one. */
    private record Told(Limit limit, long left, long end) {}

    Flying(Call call, Request request, Credential credential, FakeProvider provider, Surroundings around) {
        this.call = call;
        this.request = request;
        this.credential = credential;
        this.provider = provider;
        this.around = around;
        this.cost = around.takes(request);
        this.endpoint = around.endpoint(call);
    }

    /**
     * It arrives.
     *
     * @param ahead by how many ms our clock is ahead of true time
     */
    FakeProvider.Reply arrives(long at, long ahead) {
        arrivedAt = at;
        FakeProvider.Reply reply = provider.arrives(endpoint, credential, request, cost, at);
        if (reply instanceof FakeProvider.Reply.Refused refused) {
            verdict = Verdict.THROTTLED;
            long until = refused.opensAt() == Server.UNKNOWN ? 0 : refused.opensAt() + ahead;
            refusal = around.refusal(refused.limit().name(), until);
            if (around.tellsWhenRefused()) {
                note(at);
            }
            return reply;
        }
        taken = true;
        verdict = around.verdict(call, request, at);
        if (verdict != Verdict.OK) {
            refusal = around.refusal("", 0);
        }
        tooLarge = verdict == Verdict.OK && around.tooLarge(call);
        note(at);
        return reply;
    }

    /** Notes what the answer will say of limits. */
    private void note(long at) {
        for (Limit limit : provider.limits(endpoint)) {
            if (around.tells(limit)) {
                Server server =
                        provider.server(limit, provider.scopeKey(limit, endpoint, credential, request.params()));
                told.add(new Told(limit, server.left(at), server.endsAt(at)));
            }
        }
    }

    /** The provider is done with it. */
    void served() {
        if (taken) {
            provider.answers(endpoint, credential, request, cost);
        }
    }

    /** Whether a call that comes after it may begin when it has been answered. */
    boolean passesPlace() {
        return Call.passesPlace(status(verdict));
    }

    /** What its caller reports, by our clock. */
    Outcome outcome(Fate.Sent fate, long ahead) {
        long sentAt = Math.max(call.notBefore(), fate.sentAt() + ahead);
        long answeredAt = Math.max(sentAt, fate.answeredAt() + ahead);
        if (!fate.known()) {
            return new Outcome.Lost("timed out", sentAt, answeredAt);
        }
        List<Outcome.Said> words = new ArrayList<>();
        for (Told one : told) {
            words.add(new Outcome.Said(
                    around.target(call, one.limit()),
                    new Word(
                            OptionalLong.of(one.limit().quota()),
                            OptionalLong.of(one.left()),
                            one.end() == Server.UNKNOWN ? Word.NO_RESET : sentAt + fromNow(one.end(), 2 * SECOND),
                            one.end() == Server.UNKNOWN ? Word.NO_RESET : answeredAt + fromNow(one.end(), 0)),
                    around.tellsLength(one.limit())));
        }
        Outcome.Answered answer = new Outcome.Answered(
                verdict, status(verdict), sentAt, answeredAt, refusal, words, spent(), OptionalLong.of(date()));
        return tooLarge ? new Outcome.TooLarge(answer) : answer;
    }

    private long date() {
        return Math.floorDiv(arrivedAt + provider.clockAhead(), SECOND) * SECOND;
    }

    /** How far a told end lies from its answer; with whole seconds it may be nearer by their grain, that of the Date included. */
    private long fromNow(long end, long grain) {
        if (!around.tellsSeconds()) {
            return end - arrivedAt;
        }
        long seconds = -Math.floorDiv(-end - provider.clockAhead(), SECOND) * SECOND;
        return Math.max(0, seconds - date() - grain);
    }

    /** What the answer says that was taken of limits: all, or nothing. */
    private Map<String, Long> spent() {
        Map<String, Long> spent = new HashMap<>();
        if (taken && !cost.equals(request.cost())) {
            for (Limit limit : provider.limits(endpoint)) {
                spent.put(limit.name(), cost.of(limit.name()));
            }
        }
        return spent;
    }

    private static int status(Verdict verdict) {
        return switch (verdict) {
            case OK -> 200;
            case THROTTLED -> 429;
            case EXHAUSTED, FORBIDDEN, BANNED -> 403;
            case NEEDS_LOGIN -> 401;
            case OVERLOADED -> 503;
            case TRANSIENT -> 500;
            case FAILED -> 404;
        };
    }
}
