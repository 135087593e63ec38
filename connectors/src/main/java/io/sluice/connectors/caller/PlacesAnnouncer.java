package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed's word to the scheduler on how many calls it takes: for each partition from when its position is settled, again each
 * second, and 0 when it is taken away.
 */
final class PlacesAnnouncer implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PlacesAnnouncer.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final PlacesBoard board;
    private final Clock clock;
    private final Set<TopicPartition> unsettled = new HashSet<>();
    private final Set<TopicPartition> settled = new HashSet<>();
    private final IntSupplier places;
    private Optional<String> withdrawn = Optional.empty();
    private long nextAt;
    private volatile Optional<String> unready = Optional.of("has not joined its group");

    /** @param places how many calls it takes now */
    PlacesAnnouncer(PlacesBoard board, Clock clock, IntSupplier places) {
        this.board = board;
        this.clock = clock;
        this.places = places;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        unsettled.addAll(partitions);
        unready = unsettled.isEmpty() ? withdrawn : Optional.of("has not announced its places");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        unready = withdrawn.or(() -> Optional.of("waits to be given its partitions anew"));
        unsettled.removeAll(partitions);
        for (TopicPartition partition : partitions) {
            if (settled.remove(partition)) {
                board.announce(partition.partition(), 0);
            }
        }
    }

    /** Assigned partitions whose position is not settled yet. */
    Set<TopicPartition> unsettled() {
        return Set.copyOf(unsettled);
    }

    /** Takes note that all positions are settled. */
    void settle() {
        LOG.info("calls of partitions {} are taken", unsettled);
        settled.addAll(unsettled);
        unsettled.clear();
        nextAt = clock.millis();
    }

    /** Announces if it is time to. */
    void announceWhenDue() {
        long now = clock.millis();
        if (now >= nextAt && !settled.isEmpty()) {
            int number = withdrawn.isPresent() ? 0 : places.getAsInt();
            settled.forEach(partition -> board.announce(partition.partition(), number));
            nextAt = now + PERIOD_MILLIS;
            if (unsettled.isEmpty()) {
                unready = withdrawn;
            }
        }
    }

    /** Why calls may not flow here yet; empty once places are announced for all that it was given. From any thread. */
    Optional<String> unready() {
        return unready;
    }

    /** Announces no places from now on, until they are offered again. */
    void withdraw(String why) {
        withdrawn = Optional.of(why);
        nextAt = clock.millis();
        announceWhenDue();
        unready = withdrawn;
    }

    /** Places are announced again, at once, for what it kept meanwhile. */
    void resume() {
        withdrawn = Optional.empty();
        unready = unsettled.isEmpty() ? Optional.empty() : Optional.of("has not announced its places");
        nextAt = clock.millis();
        announceWhenDue();
    }

    /** Places are announced for what it is given from now on. */
    void offer() {
        withdrawn = Optional.empty();
        unready = Optional.of("has not joined its group");
    }
}
