package io.sluice.connectors.caller;

import io.sluice.connectors.secret.CredentialId;
import io.sluice.connectors.secret.SecretSource;
import io.sluice.connectors.secret.SecretVault;
import io.sluice.connectors.secret.TopicSecret;
import io.sluice.schemas.Credential;
import io.sluice.schemas.SecretPart;
import io.sluice.schemas.serde.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes the records of {@code credentials} to the vault. Of two records for one credential the newer one counts, since
 * clients with other partitioners write them to other partitions.
 *
 * <p>Throws {@code RegistryException} if a schema cannot be had now.
 */
final class CredentialSink implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialSink.class);

    private final Topic<Credential> topic;
    private final SecretVault vault;
    private final Map<CredentialId, Position> newest = new HashMap<>();

    /** Where a credential's record stands, and when it was written by its writer's clock, epoch ms. */
    private record Position(int partition, long timestamp) {
        static Position of(ConsumerRecord<byte[], byte[]> record) {
            return new Position(record.partition(), record.timestamp());
        }

        /** Within a partition the order of records tells, across partitions their clocks. */
        boolean replaces(Position before) {
            return partition == before.partition || timestamp >= before.timestamp;
        }
    }

    CredentialSink(Topic<Credential> topic, SecretVault vault) {
        this.topic = topic;
        this.vault = vault;
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                idOf(record.key()).ifPresent(id -> take(id, Position.of(record), () -> vault.forget(id)));
            } else {
                define(topic.read(record.value()), Position.of(record));
            }
        } catch (SerializationException | IllegalArgumentException e) {
            // Without the exception's message: it may quote what should have been sealed.
            LOG.error(
                    "{}-{} offset {} is no credential and is left out ({})",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getSimpleName());
        }
    }

    private void define(Credential credential, Position position) {
        CredentialId id = new CredentialId(credential.getProvider(), credential.getId());
        Map<String, SecretSource> parts = new HashMap<>();
        credential.getSecret().forEach((name, part) -> parts.put(name, source(part)));
        take(id, position, () -> vault.define(new TopicSecret(id, parts)));
    }

    private void take(CredentialId id, Position position, Runnable change) {
        Position before = newest.get(id);
        if (before == null || position.replaces(before)) {
            newest.put(id, position);
            change.run();
        }
    }

    private static SecretSource source(SecretPart part) {
        if (part.getSealed() != null) {
            return new SecretSource.Sealed(part.getSealed());
        }
        if (part.getFile() != null) {
            return new SecretSource.InFile(Path.of(part.getFile()));
        }
        if (part.getEnv() != null) {
            return new SecretSource.Env(part.getEnv());
        }
        throw new IllegalArgumentException("a part of a secret names no env, file or sealed");
    }

    private static Optional<CredentialId> idOf(byte @Nullable [] key) {
        return key == null ? Optional.empty() : CredentialId.parse(new String(key, StandardCharsets.UTF_8));
    }
}
