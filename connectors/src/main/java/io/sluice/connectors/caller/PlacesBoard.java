package io.sluice.connectors.caller;

/** Where a feed tells how many calls it will have in flight from a partition of {@code calls}; does not block. */
@FunctionalInterface
interface PlacesBoard {
    void announce(int partition, int places);
}
