package io.sluice.cli.engine;

import io.sluice.core.credential.CredentialKey;
import io.sluice.policy.Policy;
import io.sluice.schemas.Credential;
import io.sluice.schemas.ProviderPolicy;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.settings.TunedSettings;
import io.sluice.streams.scheduler.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes records straight to the partitions of their owners. */
public final class Publisher implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final int partitions;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public Publisher(Map<String, Object> client, Topics topics, int partitions) {
        Map<String, Object> config = TunedSettings.of("publisher").under(client);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.topics = topics;
        this.partitions = partitions;
    }

    /** Writes a provider's file. */
    public void provider(Policy policy) {
        ProviderPolicy record =
                new ProviderPolicy(policy.name(), policy.source().toString());
        send(topics.providers(), policy.name(), policy.name(), record);
    }

    /** Writes a credential. */
    public void credential(Credential credential) {
        CredentialKey key = new CredentialKey(credential.getProvider(), credential.getId());
        send(topics.credentials(), key.provider(), key.text(), credential);
    }

    /** Writes a record of a provider; {@link #flush} tells whether it arrived. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the failure
    public <V> void send(Topic<V> topic, String provider, String key, V value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(),
                Partitions.of(provider, partitions),
                key.getBytes(StandardCharsets.UTF_8),
                topic.write(value));
        producer.send(record, (where, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** Waits until all records have arrived; {@link IllegalStateException} where one did not. */
    public void flush() {
        producer.flush();
        Exception error = failure.get();
        if (error != null) {
            throw new IllegalStateException("a record could not be written: " + error.getMessage(), error);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
