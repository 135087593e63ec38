package io.sluice.cli.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;

/** What Kafka's own clients measure of themselves. {@link KeptMetrics} leaves those in that tell something. */
public final class KafkaMeters implements Meters {
    /** How often a client is asked which metrics it has; those of partitions come and go. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Function<ScheduledExecutorService, List<MeterBinder>> made;

    private KafkaMeters(Function<ScheduledExecutorService, List<MeterBinder>> made) {
        this.made = made;
    }

    public static KafkaMeters of(KafkaStreams streams) {
        return new KafkaMeters(background -> List.of(new KafkaStreamsMetrics(streams, Tags.empty(), background, LOOK)));
    }

    public static KafkaMeters of(Collection<Consumer<?, ?>> consumers, Producer<?, ?> producer) {
        return new KafkaMeters(background -> {
            List<MeterBinder> binders = new ArrayList<>();
            consumers.forEach(
                    consumer -> binders.add(new KafkaClientMetrics(consumer, Tags.empty(), background, LOOK)));
            binders.add(new KafkaClientMetrics(producer, Tags.empty(), background, LOOK));
            return binders;
        });
    }

    @Override
    public void bindTo(MeterRegistry registry, ScheduledExecutorService background) {
        made.apply(background).forEach(binder -> binder.bindTo(registry));
    }

    @Override
    public void refresh() {
        // they look by themselves
    }

    @Override
    public void close() {
        // the one who bound them ends what looks
    }
}
