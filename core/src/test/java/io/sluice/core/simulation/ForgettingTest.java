package io.sluice.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Backoff;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A counter comes with the first request that needs it, and goes when it can no longer matter. */
class ForgettingTest {
    private static final long BEGIN = 1_700_000_000_000L;

    @Test
    void countersOfParametersThatNobodyAsksForAreForgotten() {
        List<Watcher> watchers = new ArrayList<>();
        Simulation simulation = new Simulation(
                Settings.DEFAULT,
                Surroundings.calm(Latency.between(5, 50), 1),
                new Invariants(watchers),
                100,
                1,
                BEGIN);
        BoundedMemory memory = new BoundedMemory(simulation, 8_000, 20);
        watchers.add(memory);
        Limit alone = limit("chat", new Dimension.Param("chat"));
        Limit together = limit("bot", Dimension.Fixed.CREDENTIAL, new Dimension.Param("chat"));
        Endpoint alike = new Endpoint("send", Accounts.ANY, List.of(alone), 30_000, 5);
        Endpoint mixed = new Endpoint("other", Accounts.ANY, List.of(together), 30_000, 5);
        Provider file = new Provider("api", List.of(alike, mixed), 50, Backoff.DEFAULT, 60_000, 20);
        simulation.provider(file, new FakeProvider(file, 0));
        simulation.credential(new Credential("api", "bot", "bot", "app", "default", Map.of(), false));
        for (long i = 0; i < 40_000; i++) {
            long ticket = i;
            simulation.at(BEGIN + 50 * i, () -> simulation.request(request(ticket)));
        }
        simulation.run(BEGIN + 3_600_000);
        assertThat(simulation.store().requests).isEmpty();
        assertThat(memory.most()).isPositive();
    }

    /** A quota of 2 that each answer tells, and a clock that is three seconds ahead; 11 hours. */
    @Test
    void countersWhoseQuotaOrClockAnswersToldAreForgotten() {
        List<Watcher> watchers = new ArrayList<>();
        Simulation simulation = new Simulation(Settings.DEFAULT, telling(), new Invariants(watchers), 100, 1, BEGIN);
        BoundedMemory memory = new BoundedMemory(simulation, 16_000, 20);
        watchers.add(memory);
        Window aligned = new Window.Calendar(new Window.Turns.Aligned(10_000));
        Scope chat = new Scope(List.of(new Dimension.Param("chat")));
        Provider file = file(
                new Limit("chat", chat, 1, true, new Window.FirstCall(10_000), 100, Map.of()),
                new Limit("chats", chat, 2, false, aligned, 100, Map.of()));
        Provider truth =
                file(new Limit("chat", chat, 2, new Window.FirstCall(10_000)), new Limit("chats", chat, 2, aligned));
        simulation.provider(file, new FakeProvider(truth, 3_000));
        simulation.credential(new Credential("api", "bot", "bot", "app", "default", Map.of(), false));
        for (long i = 0; i < 20_000; i++) {
            long ticket = i;
            simulation.at(BEGIN + 2_000 * i, () -> simulation.request(request(ticket)));
        }
        simulation.run(BEGIN + 2_000 * 20_000 + 100_000);
        assertThat(simulation.store().requests).isEmpty();
        assertThat(memory.most()).isPositive();
    }

    private static Provider file(Limit told, Limit calendar) {
        Endpoint send = new Endpoint("send", Accounts.ANY, List.of(told), 30_000, 5);
        Endpoint other = new Endpoint("other", Accounts.ANY, List.of(calendar), 30_000, 5);
        return new Provider("api", List.of(send, other), 50, Backoff.DEFAULT, 60_000, 20);
    }

    private static Surroundings telling() {
        Surroundings calm = Surroundings.calm(Latency.between(5, 50), 1);
        return new Surroundings() {
            @Override
            public Fate fate(Call call, long from, long by) {
                return calm.fate(call, from, by);
            }

            @Override
            public boolean tells(Limit limit) {
                return true;
            }
        };
    }

    private static Limit limit(String name, Dimension... scope) {
        return new Limit(name, new Scope(List.of(scope)), 2, new Window.Sliding(10_000));
    }

    private static Request request(long ticket) {
        return new Request(
                ticket,
                "r" + ticket,
                "api",
                ticket % 2 == 0 ? "send" : "other",
                new Eligible.Any(),
                Map.of("chat", "" + ticket / 2),
                Cost.ONE,
                ticket % 7 == 0 ? BEGIN + 86_400_000 : Scheduler.NEVER,
                30_000,
                true,
                Progress.NONE);
    }
}
