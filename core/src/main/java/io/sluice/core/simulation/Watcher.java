package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Wait;

/** Sees what happens in a simulation. Instants are true ones, in epoch ms. */
public interface Watcher {
    /** A request came in. */
    default void requested(Request request, long at) {}

    /** A call was decided. */
    default void decided(Call call, long at) {}

    /** A request begins to wait. */
    default void parked(Wait wait, long at) {}

    /** A request was answered. */
    default void ended(Ending ending, long at) {}

    /** A call arrived at its provider, which took it or refused it. */
    default void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {}

    /** The scheduler is about to hear what became of a call. */
    default void hears(Call call, Outcome outcome, long at) {}

    /** The scheduler is about to read a mark; {@code writtenAt} by its own clock. */
    default void marks(long writtenAt, long at) {}

    /** An event is over. */
    default void happened(long at) {}
}
