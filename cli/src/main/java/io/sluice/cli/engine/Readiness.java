package io.sluice.cli.engine;

import io.sluice.schemas.Mark;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether every partition has a scheduler that works and a caller with free places, as both tell each second in
 * {@code outcomes}.
 */
public final class Readiness {
    private final Topic<SpecificRecord> outcomes;
    private final Set<Integer> withoutScheduler = new HashSet<>();
    private final Set<String> withoutCaller = new HashSet<>();

    private Readiness(Cluster cluster, Set<String> egresses) {
        this.outcomes = cluster.topics().outcomes();
        for (int partition = 0; partition < cluster.partitions(); partition++) {
            withoutScheduler.add(partition);
            for (String egress : egresses) {
                withoutCaller.add(key(partition, egress));
            }
        }
    }

    /** Waits until all is there; returns whether it is, as {@code stop} ends the wait. */
    public static boolean await(Cluster cluster, Set<String> egresses, BooleanSupplier stop) {
        return await(cluster, egresses, () -> true, stop);
    }

    /**
     * The same.
     *
     * @param observed whether the tasks of this process's observer run, which says nothing in {@code outcomes}
     */
    public static boolean await(Cluster cluster, Set<String> egresses, BooleanSupplier observed, BooleanSupplier stop) {
        Readiness readiness = new Readiness(cluster, egresses);
        boolean ready = false;
        try (Reader reader = new Reader(cluster.client())) {
            reader.fromEnd(List.of(readiness.outcomes.name()));
            while (!ready && !stop.getAsBoolean()) {
                reader.poll(100).forEach(readiness::read);
                ready = readiness.complete() && observed.getAsBoolean();
            }
        }
        return ready;
    }

    private boolean complete() {
        return withoutScheduler.isEmpty() && withoutCaller.isEmpty();
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        SpecificRecord value = outcomes.read(record.value());
        if (value instanceof Mark) {
            withoutScheduler.remove(record.partition());
        } else if (value instanceof Places places && places.getPlaces() > 0) {
            withoutCaller.remove(key(record.partition(), places.getEgress()));
        }
    }

    private static String key(int partition, String egress) {
        return partition + "/" + egress;
    }
}
