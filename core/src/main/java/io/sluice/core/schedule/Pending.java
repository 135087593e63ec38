package io.sluice.core.schedule;

/** A request that has not been answered. There may be a million of them, so it is small: 64 bytes and its id. */
final class Pending extends Timed implements Comparable<Pending> {
    final long ticket;
    final String id;
    final long deadline;
    Terms terms;
    Lane lane;
    Stage stage = Stage.ARRIVED;
    Progress progress;
    /** Whether it is not to be called again. */
    boolean cancelled;
    /** Whether a retry topic holds it. */
    boolean parked;
    /** Its place among its provider's parked requests by age. */
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

    /** @param terms those of the request */
    Pending(Request request, Terms terms, Lane lane) {
        this.ticket = request.ticket();
        this.id = request.id();
        this.deadline = request.deadline();
        this.terms = terms;
        this.lane = lane;
        this.progress = request.progress().notBefore(0);
    }

    /** It goes by another file of its provider now, and stands in no line. */
    void matches(Request request, Lane now) {
        lane = now;
        terms = now.terms(request);
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
