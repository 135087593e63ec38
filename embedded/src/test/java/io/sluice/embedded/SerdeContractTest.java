package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.Mark;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.RegistryException;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Our serdes on a registry; each test is an installation of its own. */
@ParameterizedClass(name = "{0}")
@EnumSource
final class SerdeContractTest {
    private static final String STRATEGY = "value.subject.name.strategy";
    private static final Mark MARK = new Mark("n", 7L);
    private static final Places PLACES = new Places("c", "default", 5, 9L);

    private final String prefix = "t" + UUID.randomUUID() + ".";
    private final String url;
    private final SchemaRegistryClient client;

    SerdeContractTest(Registries registry) throws Exception {
        this.url = registry.url();
        this.client = new CachedSchemaRegistryClient(url, 100);
    }

    @Test
    void whatOneProgramWritesAnotherReads() {
        assertThat(topics(Map.of()).requests().read(write(topics(Map.of()).requests(), request())))
                .isEqualTo(request());
        for (SpecificRecord outcome : List.of(MARK, PLACES)) {
            assertThat(topics(Map.of()).outcomes().read(write(topics(Map.of()).outcomes(), outcome)))
                    .isEqualTo(outcome);
        }
    }

    @Test
    void bytesNameTheIdOfTheSchemaUnderTheTopicsSubject() throws Exception {
        byte[] bytes = write(topics(Map.of()).cancellations(), cancellation());
        assertThat(idIn(bytes))
                .isEqualTo(client.getLatestSchemaMetadata(prefix + "cancellations-value")
                        .getId());
    }

    @Test
    void anIdThatNobodyRegisteredIsUnreadable() {
        byte[] bytes =
                ByteBuffer.allocate(6).put((byte) 0).putInt(2_000_000_000).array();
        assertThatThrownBy(() -> topics(Map.of()).requests().read(bytes))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("the registry does not know schema id 2000000000");
    }

    @Test
    void withoutAutoRegisterASchemaMustBeThere() {
        Map<String, String> find = Map.of("auto.register.schemas", "false");
        assertThatThrownBy(() -> write(topics(find).requests(), request()))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(prefix + "requests-value");
        byte[] registered = write(topics(Map.of()).requests(), request());
        assertThat(write(topics(find).requests(), request())).isEqualTo(registered);
        assertThat(write(
                        topics(Map.of("auto.register.schemas", "false", "use.latest.version", "true"))
                                .requests(),
                        request()))
                .isEqualTo(registered);
    }

    @Test
    void aNewSubjectMustStayReadableBothWays() throws Exception {
        write(topics(Map.of()).cancellations(), cancellation());
        assertThat(client.getCompatibility(prefix + "cancellations-value")).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void aLevelThatSomebodyChoseStays() throws Exception {
        client.register(prefix + "cancellations-value", new AvroSchema(Cancellation.getClassSchema()));
        client.updateCompatibility(prefix + "cancellations-value", "FORWARD");
        write(topics(Map.of()).cancellations(), cancellation());
        assertThat(client.getCompatibility(prefix + "cancellations-value")).isEqualTo("FORWARD");
    }

    @Test
    void aSubjectThatWasThereKeepsTheLevelOfTheRegistry() throws Exception {
        String subject = prefix + "cancellations-value";
        client.register(subject, new AvroSchema(Cancellation.getClassSchema()));
        write(topics(Map.of()).cancellations(), cancellation());
        assertThat(client.testCompatibility(subject, new AvroSchema(without("provider"))))
                .as("BACKWARD lets a required field go")
                .isTrue();
    }

    @Test
    void aContractThatDoesNotFitTheSubjectIsRefused() throws Exception {
        Schema foreign = SchemaBuilder.record("Cancellation")
                .namespace("io.sluice.schemas")
                .fields()
                .requiredLong("provider")
                .endRecord();
        client.register(prefix + "cancellations-value", new AvroSchema(foreign));
        assertThatThrownBy(() -> write(topics(Map.of()).cancellations(), cancellation()))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("cancellations-value");
    }

    @Test
    void recordsNameTheirSubjects() throws Exception {
        for (String name : List.of("RecordNameStrategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy")) {
            Topics topics = topics(Map.of(STRATEGY, name));
            byte[] request = write(topics.requests(), request());
            byte[] mark = write(topics.outcomes(), MARK);
            assertThat(topics.requests().read(request)).isEqualTo(request());
            assertThat(topics.outcomes().read(mark)).isEqualTo(MARK);
            assertThat(client.getId("io.sluice.schemas.ApiRequest", client.getSchemaById(idIn(request))))
                    .isEqualTo(idIn(request));
            assertThat(client.getLatestSchemaMetadata("io.sluice.schemas.Mark").getId())
                    .isEqualTo(idIn(mark));
        }
        assertThat(client.getAllSubjects()).noneMatch(subject -> subject.startsWith(prefix));
    }

    @Test
    void topicAndRecordNameTheirSubjects() throws Exception {
        Topics topics = topics(Map.of(STRATEGY, "TopicRecordNameStrategy"));
        for (SpecificRecord outcome : List.of(MARK, PLACES)) {
            assertThat(topics.outcomes().read(write(topics.outcomes(), outcome)))
                    .isEqualTo(outcome);
        }
        assertThat(client.getAllSubjects().stream().filter(subject -> subject.startsWith(prefix)))
                .containsExactlyInAnyOrder(
                        prefix + "outcomes-io.sluice.schemas.Mark", prefix + "outcomes-io.sluice.schemas.Places");
    }

    @Test
    void whatIsWrittenUnderOneStrategyIsReadUnderAnother() {
        Topics byTopic = topics(Map.of());
        Topics byRecord = topics(Map.of(STRATEGY, "RecordNameStrategy"));
        assertThat(byTopic.outcomes().read(write(byRecord.outcomes(), PLACES))).isEqualTo(PLACES);
        assertThat(byRecord.outcomes().read(write(byTopic.outcomes(), PLACES))).isEqualTo(PLACES);
    }

    @Test
    void topicsThatShareASubjectShareItsRules() throws Exception {
        String subject = "io.sluice.schemas.ApiRequest";
        byte[] ours = write(topics(Map.of(STRATEGY, "RecordNameStrategy")).requests(), request());
        Topics elsewhere = Topics.avro("other-" + prefix, config(Map.of(STRATEGY, "RecordNameStrategy")));
        assertThat(idIn(write(elsewhere.requests(), request()))).isEqualTo(idIn(ours));
        Schema incompatible = SchemaBuilder.record("ApiRequest")
                .namespace("io.sluice.schemas")
                .fields()
                .requiredString("provider")
                .requiredString("path")
                .requiredString("reason")
                .endRecord();
        assertThat(client.testCompatibility(subject, new AvroSchema(incompatible)))
                .isFalse();
        assertThatThrownBy(() -> client.register(subject, new AvroSchema(incompatible)))
                .isInstanceOf(RestClientException.class);
    }

    private static Schema without(String field) {
        Schema schema = Cancellation.getClassSchema();
        return Schema.createRecord(
                schema.getName(),
                null,
                schema.getNamespace(),
                false,
                schema.getFields().stream()
                        .filter(its -> !its.name().equals(field))
                        .map(its -> new Schema.Field(its, its.schema()))
                        .toList());
    }

    private Topics topics(Map<String, String> more) {
        return Topics.avro(prefix, config(more));
    }

    private Map<String, Object> config(Map<String, String> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("schema.registry.url", url);
        return config;
    }

    private static ApiRequest request() {
        return ApiRequest.newBuilder().setProvider("api").setPath("/x").build();
    }

    private static Cancellation cancellation() {
        return Cancellation.newBuilder().setProvider("api").build();
    }

    private static int idIn(byte[] bytes) {
        return ByteBuffer.wrap(bytes, 1, 4).getInt();
    }

    private static <V extends SpecificRecord> byte[] write(Topic<V> topic, V value) {
        return topic.serde().serializer().serialize(topic.name(), value);
    }
}
