package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Backoff;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.BudgetId;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Decisions;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Settings;
import io.sluice.core.schedule.Verdict;
import io.sluice.core.schedule.Wait;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** Measures what a waiting request costs: bytes of heap, and time of each event, by number of waiting requests and credentials. */
final class WaitingCost {
    private static final long BEGIN = 1_700_000_000_000L;
    private static final int ROUNDS = 200_000;

    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private final Scheduler scheduler;
    private long tickets;

    private WaitingCost(int credentials) {
        scheduler = new Scheduler(Settings.DEFAULT, new Quiet(), 1);
        Limit chat = new Limit(
                "chat", new Scope(List.of(new Dimension.Param("chat"))), 1_000_000, new Window.Sliding(60_000));
        Limit own = new Limit("own", new Scope(List.of(Dimension.Fixed.CREDENTIAL)), 5, new Window.Sliding(1_000));
        Endpoint other = new Endpoint("other", Accounts.ANY, List.of(chat, own), 30_000, 5);
        scheduler.provider(new Provider("api", List.of(other), 1_000_000, Backoff.DEFAULT, 60_000, 20), BEGIN);
        for (int i = 0; i < credentials; i++) {
            scheduler.credential(new Credential("api", "c" + i, "a" + i, "app", "default", Map.of(), false), BEGIN);
        }
        scheduler.open(BEGIN);
    }

    public static void main(String[] args) {
        for (int credentials : new int[] {10, 1_000, 10_000}) {
            for (int waiting : new int[] {1_000, 100_000, 1_000_000}) {
                new WaitingCost(credentials).measure(credentials, waiting);
            }
        }
    }

    private void measure(int credentials, int waiting) {
        long before = heap();
        for (int i = 0; i < waiting; i++) {
            request(UUID.randomUUID().toString(), BEGIN);
        }
        long bytes = heap() - before;
        scheduler.places("default", "caller", 100_000, BEGIN);
        long at = BEGIN;
        long done = 0;
        long begin = System.nanoTime();
        long limit = Math.min(ROUNDS, waiting / 2);
        while (done < limit) {
            Call call = calls.poll();
            if (call == null) {
                at = Math.max(at + 1, Math.min(scheduler.nextWake(), at + 1_000));
                scheduler.places("default", "caller", 100_000, at);
                scheduler.advance(at);
            } else {
                Outcome ok = new Outcome.Answered(
                        Verdict.OK,
                        200,
                        Math.max(at, call.notBefore()),
                        Math.max(at, call.notBefore()) + 5,
                        Outcome.Refusal.NONE,
                        List.of(),
                        Map.of(),
                        OptionalLong.empty());
                scheduler.outcome(call.id(), ok, at);
                request(UUID.randomUUID().toString(), at);
                done++;
            }
        }
        System.out.printf(
                "%,d credentials, %,d waiting: %d bytes each, %d ns for a request, its call and its outcome%n",
                credentials, waiting, bytes / waiting, (System.nanoTime() - begin) / done);
    }

    private void request(String id, long at) {
        long ticket = ++tickets;
        scheduler.request(
                new Request(
                        ticket,
                        id,
                        "api",
                        "other",
                        new Eligible.Any(),
                        Map.of("chat", "" + ticket % 64),
                        Cost.ONE,
                        Scheduler.NEVER,
                        30_000,
                        true,
                        Progress.NONE),
                at);
    }

    private static long heap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Takes calls, and nothing else. */
    private final class Quiet implements Decisions {
        @Override
        public void call(Call call) {
            calls.add(call);
        }

        @Override
        public void park(Wait wait) {}

        @Override
        public void answer(Ending ending) {}

        @Override
        public void keep(BudgetId budget, long[] state) {}

        @Override
        public void forget(BudgetId budget) {}

        @Override
        public void keep(Credential credential, Standing standing) {}

        @Override
        public void alert(Alert alert) {}
    }
}
