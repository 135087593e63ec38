package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import io.sluice.core.meter.Word;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A scenario as a time-table: at an instant something happens, and this is what the scheduler decides.
 *
 * <p>One provider {@code api} with the endpoint {@code other}; times are ms after midnight of a fixed day.
 */
final class Timetable extends Decided {
    static final long DAY = 1_800_000_000_000L / 86_400_000 * 86_400_000;

    final Map<String, Request> requests = new HashMap<>();
    Scheduler scheduler;
    private final Settings settings;
    Provider provider;
    private final List<Credential> credentials = new ArrayList<>();
    /** By id and account. */
    private final Map<String, Credential> everKnown = new HashMap<>();

    long now = DAY;
    private long tickets;

    Timetable(Limit... limits) {
        this(Settings.DEFAULT, limits);
    }

    Timetable(Settings settings, Limit... limits) {
        this(settings, 16, limits);
    }

    Timetable(Settings settings, int concurrency, Limit... limits) {
        this.settings = settings;
        this.provider = Providers.of(concurrency, endpoint("other", limits));
        this.scheduler = new Scheduler(settings, this, 1);
        scheduler.provider(provider, now);
        scheduler.open(now);
        announce(scheduler);
    }

    /** The caller of egress {@code default} repeats its announcement. */
    private void announce(Scheduler to) {
        to.places("default", "caller-1", 1_000, now);
    }

    /** The provider's file is replaced by one with these endpoints; what waits stays forgotten. */
    Timetable file(Endpoint... endpoints) {
        provider = Providers.of(16, endpoints);
        scheduler.provider(provider, now);
        return this;
    }

    static Endpoint endpoint(String name, Limit... limits) {
        return new Endpoint(name, Accounts.ANY, Arrays.asList(limits), 30_000, 5);
    }

    static Limit limit(String name, long quota, Window window, Dimension... scope) {
        return new Limit(name, new Scope(List.of(scope)), quota, window);
    }

    static Window firstCall(long perMillis) {
        return new Window.FirstCall(perMillis);
    }

    /** It is now so many ms after midnight. Everything due in between happens at its instant. */
    Timetable at(long millis) {
        long to = DAY + millis;
        do {
            long due = scheduler.nextWake();
            now = due > now ? Math.min(due, to) : to;
            announce(scheduler);
            scheduler.advance(now);
        } while (now < to);
        return this;
    }

    /** What is due is done once, and no time passes. */
    Timetable advance() {
        scheduler.advance(now);
        return this;
    }

    Timetable credential(String id) {
        return credential(id, id, "app", "default");
    }

    Timetable credential(String id, String account, String app, String egress) {
        Credential credential = new Credential("api", id, account, app, egress, Map.of(), false);
        credentials.add(credential);
        everKnown.put(id + ' ' + account, credential);
        scheduler.credential(credential, now);
        return this;
    }

    Timetable request(String id) {
        return request(id, new Eligible.Any(), 1, Scheduler.NEVER, true);
    }

    Timetable post(String id) {
        return request(id, new Eligible.Any(), 1, Scheduler.NEVER, false);
    }

    Timetable requests(String prefix, int count) {
        for (int i = 1; i <= count; i++) {
            request(prefix + i);
        }
        return this;
    }

    Timetable request(String id, Map<String, String> params) {
        return request(id, new Eligible.Any(), 1, Scheduler.NEVER, true, params);
    }

    Timetable request(String id, Eligible eligible, long cost, long deadline, boolean repeatable) {
        return request(id, eligible, cost, deadline, repeatable, Map.of());
    }

    Timetable request(
            String id, Eligible eligible, long cost, long deadline, boolean repeatable, Map<String, String> params) {
        return request(id, "other", eligible, cost, deadline, repeatable, params);
    }

    Timetable requestFor(String endpoint, String id) {
        return request(id, endpoint, new Eligible.Any(), 1, Scheduler.NEVER, true, Map.of());
    }

    private Timetable request(
            String id,
            String endpoint,
            Eligible eligible,
            long cost,
            long deadline,
            boolean repeatable,
            Map<String, String> params) {
        Request request = new Request(
                ++tickets,
                id,
                "api",
                endpoint,
                eligible,
                params,
                Cost.of(cost),
                deadline == Scheduler.NEVER || deadline == Scheduler.NOW_OR_NEVER ? deadline : DAY + deadline,
                30_000,
                repeatable,
                Progress.NONE);
        requests.put(id, request);
        scheduler.request(request, now);
        return this;
    }

    Timetable expectCall(String requestId, String credential) {
        assertThat(calls).as("calls decided at +%d", now - DAY).isNotEmpty();
        Call call = calls.remove();
        assertThat(call.requestId() + " by " + call.credential()).isEqualTo(requestId + " by " + credential);
        return this;
    }

    /** The next call leaves no earlier than so many ms after midnight, and no later. */
    Timetable expectCallAt(String requestId, long notBefore) {
        assertThat(calls).as("calls decided at +%d", now - DAY).isNotEmpty();
        Call call = calls.remove();
        assertThat(call.requestId() + " at " + (call.notBefore() - DAY)).isEqualTo(requestId + " at " + notBefore);
        return this;
    }

    Timetable expectCalls(int count) {
        assertThat(calls).as("calls decided at +%d", now - DAY).hasSize(count);
        calls.clear();
        return this;
    }

    Timetable expectNoCall() {
        assertThat(calls).as("calls decided at +%d", now - DAY).isEmpty();
        return this;
    }

    Timetable expectWait(String requestId, Wait.Why why) {
        assertThat(waits).as("waits decided at +%d", now - DAY).isNotEmpty();
        Wait wait = waits.remove();
        assertThat(wait.requestId() + " for " + wait.why()).isEqualTo(requestId + " for " + why);
        return this;
    }

    Timetable expectWaitUntil(String requestId, Wait.Why why, long until) {
        Wait wait = waits.element();
        expectWait(requestId, why);
        assertThat(wait.until() - DAY).isEqualTo(until);
        return this;
    }

    Timetable expectEnding(String requestId, Result result) {
        assertThat(endings).as("answers given at +%d", now - DAY).isNotEmpty();
        Ending ending = endings.remove();
        assertThat(ending.requestId() + " " + ending.result()).isEqualTo(requestId + " " + result);
        return this;
    }

    Timetable expectNoEnding() {
        assertThat(endings).as("answers given at +%d", now - DAY).isEmpty();
        return this;
    }

    /** The newest call of the request was answered now; it left at its instant. */
    Timetable answer(String requestId, Verdict verdict, int status) {
        return answer(requestId, verdict, status, Outcome.Refusal.NONE);
    }

    Timetable ok(String requestId) {
        return answer(requestId, Verdict.OK, 200).expectEnding(requestId, Result.OK);
    }

    Timetable refused(String requestId, long retryAt) {
        long until = retryAt == 0 ? 0 : DAY + retryAt;
        return answer(
                requestId, Verdict.THROTTLED, 429, new Outcome.Refusal(null, until, true, true, HoldRule.DEFAULT));
    }

    Timetable answer(String requestId, Verdict verdict, int status, Outcome.Refusal refusal) {
        return answer(requestId, verdict, status, refusal, List.of());
    }

    Timetable answer(String requestId, Verdict verdict, int status, Outcome.Refusal refusal, List<Outcome.Said> words) {
        Call call = newest(requestId);
        return outcome(
                requestId,
                new Outcome.Answered(
                        verdict,
                        status,
                        call.notBefore(),
                        Math.max(now, call.notBefore()),
                        refusal,
                        words,
                        Map.of(),
                        OptionalLong.empty()));
    }

    Timetable outcome(String requestId, Outcome outcome) {
        assertThat(scheduler.outcome(newest(requestId).id(), outcome, now)).isTrue();
        return this;
    }

    Call newest(String requestId) {
        return inFlight.get(requestId);
    }

    static Outcome.Said said(String limit, long remaining, long resetFrom, long resetTo) {
        return new Outcome.Said(
                limit == null ? new Target.Unnamed() : new Target.Declared(limit),
                new Word(OptionalLong.empty(), OptionalLong.of(remaining), DAY + resetFrom, DAY + resetTo),
                OptionalLong.empty());
    }

    /** The task dies and another one takes over with what was kept. */
    Timetable restart() {
        Scheduler next = new Scheduler(settings, this, 2);
        kept.forEach(next::resumeBudget);
        standings.forEach((id, standing) -> next.resumeStanding("api", id, standing));
        next.provider(provider, now);
        credentials.forEach(credential -> next.credential(credential, now));
        inFlight.values()
                .forEach(call -> next.resumeFlight(
                        with(requests.get(call.requestId()), call.progress()),
                        call,
                        everKnown.get(call.credential() + ' ' + call.account())));
        waiting.values().stream()
                .sorted((a, b) -> Long.compare(a.ticket(), b.ticket()))
                .forEach(wait -> next.resumeWaiting(with(requests.get(wait.requestId()), wait.progress()), now));
        scheduler = next;
        next.open(now);
        announce(next);
        return this;
    }
}
