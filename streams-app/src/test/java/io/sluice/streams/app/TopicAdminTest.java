package io.sluice.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.serde.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminTest {
    private static final int PARTITIONS = 20;

    /** A refused batch is lost where the one behind it is taken (KAFKA-15591). */
    @Test
    void aTopicThatWasCreatedTakesRecordsAtOnce(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrap()),
                        new StringSerializer(),
                        new StringSerializer())) {
            TopicAdmin.create(admin, plan("before.", 1));
            writeToEach(producer, plan("before.", 1)); // so that it has an id and a connection
            TopicAdmin.create(admin, plan("wide.", PARTITIONS));
            writeToEach(producer, plan("wide.", PARTITIONS));
            assertThat(refusals(producer)).isZero();
        }
    }

    @Test
    void whereSomebodyElseCreatesOneMeanwhileTheOthersAreWaitedForAndNamed(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            List<NewTopic> plan = plan("wide.", PARTITIONS);
            TopicAdmin.create(admin, plan.subList(0, 1));
            assertThat(TopicAdmin.createMissing(admin, plan))
                    .hasSameElementsAs(plan.stream().skip(1).map(NewTopic::name).toList());
            assertThat(TopicAdmin.create(admin, plan)).isEmpty();
        }
    }

    private static List<NewTopic> plan(String prefix, int partitions) {
        return TopicAdmin.plan(Topics.json(prefix), partitions, Optional.of((short) 1));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the metrics tell what was refused
    private static void writeToEach(KafkaProducer<String, String> producer, List<NewTopic> topics) {
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                producer.send(new ProducerRecord<>(topic.name(), partition, "key", "value"));
            }
        }
        producer.flush();
    }

    private static double refusals(KafkaProducer<String, String> producer) {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("producer-metrics"))
                .filter(metric -> List.of("record-retry-total", "record-error-total")
                        .contains(metric.metricName().name()))
                .mapToDouble(metric -> (double) metric.metricValue())
                .sum();
    }
}
