package io.sluice.core.schedule;

/** The parked requests of a provider, the oldest first; {@link #first} has waited longest. */
final class Elders extends IndexedHeap<Pending> {
    @Override
    boolean isBefore(Pending one, Pending other) {
        return one.ticket < other.ticket;
    }

    @Override
    int place(Pending member) {
        return member.elderSlot;
    }

    @Override
    void setPlace(Pending member, int place) {
        member.elderSlot = place;
    }
}
