package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;
import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.BudgetId;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Decisions;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Wait;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Carries decisions out: keeps them, shows them to the watcher, and launches the calls. */
final class Decided implements Decisions {
    final Store store = new Store();
    private final Consumer<Call> launch;
    private final Watcher watcher;
    private final LongSupplier now;

    Decided(Consumer<Call> launch, Watcher watcher, LongSupplier now) {
        this.launch = launch;
        this.watcher = watcher;
        this.now = now;
    }

    @Override
    public void call(Call call) {
        store.call(call);
        watcher.decided(call, now.getAsLong());
        launch.accept(call);
    }

    @Override
    public void park(Wait wait) {
        store.park(wait);
        watcher.parked(wait, now.getAsLong());
    }

    @Override
    public void answer(Ending ending) {
        store.answer(ending);
        watcher.ended(ending, now.getAsLong());
    }

    @Override
    public void keep(BudgetId budget, long[] state) {
        store.keep(budget, state);
    }

    @Override
    public void forget(BudgetId budget) {
        store.forget(budget);
    }

    @Override
    public void keep(Credential credential, Standing standing) {
        store.keep(credential, standing);
    }

    @Override
    public void alert(Alert alert) {
        store.alert(alert);
    }
}
