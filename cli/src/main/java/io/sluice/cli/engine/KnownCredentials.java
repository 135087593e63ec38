package io.sluice.cli.engine;

import io.sluice.core.credential.CredentialKey;
import io.sluice.schemas.Credential;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Credentials as their topic has them now and the scheduler has taken them. Of two records for one credential in different
 * partitions the newer one counts.
 */
final class KnownCredentials {
    private final Map<String, Credential> records = new HashMap<>();

    private KnownCredentials() {}

    /**
     * Reads them.
     *
     * @param keys {@code provider:credential} of those that are asked for
     */
    static KnownCredentials read(Cluster cluster, Set<String> keys) {
        KnownCredentials known = new KnownCredentials();
        if (!keys.isEmpty()) {
            try (Reader reader = new Reader(cluster.client())) {
                known.read(reader, cluster.topics(), keys);
            }
        }
        return known;
    }

    /** A credential's record; empty where there is none, it cannot be read, or the scheduler does not show it. */
    Optional<Credential> find(CredentialKey key) {
        return Optional.ofNullable(records.get(key.text()));
    }

    /** Both topics at once: a consumer that turns to another topic waits until the broker has answered for the last. */
    private void read(Reader reader, Topics topics, Set<String> keys) {
        String credentials = topics.credentials().name();
        Map<String, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
        Set<String> shown = new HashSet<>();
        reader.fromStart(List.of(credentials, topics.credentialState().name()));
        Map<TopicPartition, Long> all = reader.ends();
        Map<TopicPartition, Long> first = new HashMap<>(all);
        first.keySet().removeIf(partition -> !partition.topic().equals(credentials));
        while (!reader.caughtUp(first) || !(shown.containsAll(newest.keySet()) || reader.caughtUp(all))) {
            reader.poll(100).forEach(record -> {
                String key = Reader.key(record);
                if (!keys.contains(key)) {
                    return;
                }
                if (record.topic().equals(credentials)) {
                    newest.merge(key, record, KnownCredentials::newer);
                } else if (record.value() != null) {
                    shown.add(key);
                }
            });
        }
        newest.values().removeIf(record -> record.value() == null);
        newest.keySet().retainAll(shown);
        newest.forEach((key, record) -> {
            try {
                records.put(key, topics.credentials().read(record.value()));
            } catch (UnreadableRecordException e) {
                // as if it were not there
            }
        });
    }

    private static ConsumerRecord<byte[], byte[]> newer(
            ConsumerRecord<byte[], byte[]> before, ConsumerRecord<byte[], byte[]> now) {
        return now.partition() == before.partition() || now.timestamp() >= before.timestamp() ? now : before;
    }
}
