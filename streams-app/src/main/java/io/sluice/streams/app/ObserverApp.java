package io.sluice.streams.app;

import io.sluice.schemas.serde.Topics;
import io.sluice.streams.observer.ObserverTopology;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** A running observer. */
public final class ObserverApp implements AutoCloseable {
    private final StreamsRole role;

    private ObserverApp(StreamsRole role) {
        this.role = role;
    }

    /** Starts an observer; its topics must exist. */
    public static ObserverApp start(ObserverSettings settings) {
        StaleState.forgetUnfinished(settings.stateDirectory().resolve(settings.applicationId()));
        KafkaStreams streams = new KafkaStreams(
                ObserverTopology.build(settings.topics()), new StreamsConfig(StreamsProperties.of(settings)));
        return new ObserverApp(StreamsRole.start("observer", streams));
    }

    /** What has failed in it, in words; empty while it works, or would as soon as its broker answers. */
    public List<String> faults() {
        return role.faults();
    }

    /** Why it does not observe all that it owns yet; nothing once it does. */
    public List<String> unready() {
        return role.unready();
    }

    /** Its Streams instance, to be measured. */
    public KafkaStreams streams() {
        return role.streams();
    }

    /** What an observer uses of a cluster. */
    public static StreamsUse use(String prefix, Topics topics) {
        return StreamsUse.of(
                ObserverSettings.applicationId(prefix), ObserverTopology.build(topics), ObserverTopology.stores());
    }

    /** Fails if the observer stops working by itself. */
    public CompletionStage<Void> failure() {
        return role.failure();
    }

    @Override
    public void close() {
        role.close();
    }
}
