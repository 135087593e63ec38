package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;

/** A request that has not been answered. */
final class Pending extends Timed implements Comparable<Pending> {
    final long ticket;
    final String id;
    final long deadline;
    final int timeoutMillis;
    final boolean repeatable;
    final Cost cost;
    Lane lane;
    Stage stage = Stage.ARRIVED;
    int attempts;
    int refusals;
    int calls;
    /** Whether it is not to be called again. */
    boolean cancelled;
    /** Whether a retry topic holds it. */
    boolean parked;
    /** Its place among those of its provider by age. */
    int elderSlot = IndexedHeap.NOWHERE;

    /** Where it is. */
    enum Stage {
        ARRIVED,
        IN_LINE,
        BACKING_OFF,
        IN_FLIGHT,
        ANSWERED,
        /** Brought back as another one, since its provider's file was replaced. */
        FORGOTTEN
    }

    Pending(Request request, Lane lane) {
        this.ticket = request.ticket();
        this.id = request.id();
        this.deadline = request.deadline();
        this.timeoutMillis = (int) Math.min(request.timeoutMillis(), Integer.MAX_VALUE);
        this.repeatable = request.repeatable();
        this.cost = request.cost();
        this.lane = lane;
        this.attempts = request.progress().attempts();
        this.refusals = request.progress().refusals();
        this.calls = request.progress().calls();
    }

    Progress progress(long notBefore) {
        return new Progress(attempts, refusals, calls, notBefore);
    }

    boolean nowOrNever() {
        return deadline == Scheduler.NOW_OR_NEVER;
    }

    boolean waits() {
        return stage == Stage.IN_LINE || stage == Stage.BACKING_OFF;
    }

    @Override
    public int compareTo(Pending other) {
        return Long.compare(ticket, other.ticket);
    }
}
