package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;

/** Takes calls from the scheduler by their callers to the providers, and back what became of them. */
final class Network {
    private final Simulation simulation;
    private final Surroundings around;
    private final Directory directory;
    private final Watcher watcher;
    private final Succession succession = new Succession();

    Network(Simulation simulation, Surroundings around, Directory directory, Watcher watcher) {
        this.simulation = simulation;
        this.around = around;
        this.directory = directory;
        this.watcher = watcher;
    }

    /** A call is on its way to its caller. */
    void launch(Call call) {
        Runnable tooLate = succession.come(call, new Succession.Turn() {
            @Override
            public void begins() {
                send(call);
            }

            @Override
            public void gone() {
                succession.ends(call, false);
                simulation.at(
                        simulation.now(),
                        () -> simulation.hear(
                                call, new Outcome.NotStarted("place gone", Outcome.NotStarted.Cause.PLACE_GONE)));
            }
        });
        if (!call.after().isEmpty()) {
            simulation.at(Math.max(simulation.now(), call.startBy() - ahead()), tooLate);
        }
    }

    private void send(Call call) {
        Flying flying = new Flying(
                call,
                simulation.store().request(call.requestId()),
                directory.credentialOf(call),
                directory.truth(call.provider()),
                around);
        long from = Math.max(simulation.now(), call.notBefore() - ahead());
        around.fate(call, from, Math.max(from, call.startBy() - ahead())).handle(new Fate.Handler<Boolean>() {
            @Override
            public Boolean sent(Fate.Sent fate) {
                simulation.at(
                        fate.arrivesAt(),
                        () -> watcher.arrived(
                                call, flying.request, flying.arrives(simulation.now(), ahead()), simulation.now()));
                simulation.at(fate.servedAt(), flying::served);
                simulation.at(fate.answeredAt(), () -> succession.ends(call, fate.known() && flying.passesPlace()));
                if (fate.heardAt() != Long.MAX_VALUE) {
                    simulation.at(fate.heardAt(), () -> simulation.hear(call, flying.outcome(fate, ahead())));
                }
                return true;
            }

            @Override
            public Boolean notStarted(Fate.NotStarted fate) {
                return fails(fate.heardAt(), new Outcome.NotStarted("not started", fate.cause()));
            }

            @Override
            public Boolean notSent(Fate.NotSent fate) {
                return fails(fate.heardAt(), new Outcome.NotSent("connection refused", Outcome.NotSent.Extent.EGRESS));
            }

            @Override
            public Boolean vanished(Fate.Vanished fate) {
                succession.ends(call, false);
                return true;
            }

            private boolean fails(long heardAt, Outcome outcome) {
                succession.ends(call, false);
                simulation.at(heardAt, () -> simulation.hear(call, outcome));
                return true;
            }
        });
    }

    /** By how many ms our clock is ahead of true time. */
    private long ahead() {
        return simulation.wall() - simulation.now();
    }
}
