package io.sluice.embedded;

import static io.sluice.embedded.WithRegistry.NEW_REQUIRED;
import static io.sluice.embedded.WithRegistry.V1;
import static io.sluice.embedded.WithRegistry.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The registry as Confluent's own client finds it. */
final class ConfluentClientTest {
    private static final AvroSchema FIRST = new AvroSchema(V1);
    private static final AvroSchema SECOND = new AvroSchema(V2);
    private static final AvroSchema INCOMPATIBLE = new AvroSchema(NEW_REQUIRED);

    private EmbeddedRegistry registry;
    private SchemaRegistryClient writer;
    private SchemaRegistryClient reader;

    @BeforeEach
    void start() {
        registry = EmbeddedRegistry.start(RegistrySettings.inMemory());
        writer = new CachedSchemaRegistryClient(registry.url(), 10);
        reader = new CachedSchemaRegistryClient(registry.url(), 10);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void whatOneRegistersAnotherFinds() throws Exception {
        assertThat(writer.register("a topic/+%-value", FIRST)).isEqualTo(1);
        assertThat(writer.register("s-value", FIRST)).isEqualTo(1);
        assertThat(writer.register("s-value", SECOND)).isEqualTo(2);

        assertThat(reader.getSchemaById(1)).isEqualTo(FIRST);
        assertThat(reader.getSchemaBySubjectAndId("s-value", 2)).isEqualTo(SECOND);
        assertThat(reader.getId("s-value", SECOND)).isEqualTo(2);
        assertThat(reader.getVersion("s-value", SECOND)).isEqualTo(2);
        assertThat(reader.getLatestSchemaMetadata("s-value").getId()).isEqualTo(2);
        assertThat(reader.getSchemaMetadata("s-value", 1).getSchema()).isEqualTo(V1);
        assertThat(reader.getAllSubjects()).containsExactly("a topic/+%-value", "s-value");
        assertThat(reader.getAllSubjectsByPrefix("s")).containsExactly("s-value");
        assertThat(reader.getAllSubjectsById(2)).containsExactly("s-value");
        assertThat(reader.getAllVersions("s-value")).containsExactly(1, 2);
    }

    @Test
    void errorsArriveWithTheirCodes() throws Exception {
        writer.register("s-value", FIRST);
        assertThat(reader.testCompatibility("s-value", SECOND)).isTrue();
        assertThat(reader.testCompatibility("s-value", INCOMPATIBLE)).isFalse();
        assertThat(reader.testCompatibilityVerbose("s-value", INCOMPATIBLE)).hasSize(1);
        assertThat(codeOf(() -> writer.register("s-value", INCOMPATIBLE))).isEqualTo(409);
        assertThat(codeOf(() -> reader.getSchemaById(77))).isEqualTo(40403);
        assertThat(codeOf(() -> reader.getLatestSchemaMetadata("none"))).isEqualTo(40401);
        assertThat(codeOf(() -> reader.getId("s-value", SECOND))).isEqualTo(40403);
    }

    private static int codeOf(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(RestClientException.class))
                .actual()
                .getErrorCode();
    }

    @Test
    void levelsModesAndDeletionWork() throws Exception {
        writer.register("s-value", FIRST);
        assertThat(reader.getCompatibility(null)).isEqualTo("BACKWARD");
        assertThat(writer.updateCompatibility("s-value", "FULL_TRANSITIVE")).isEqualTo("FULL_TRANSITIVE");
        assertThat(reader.getCompatibility("s-value")).isEqualTo("FULL_TRANSITIVE");
        writer.deleteCompatibility("s-value");
        assertThat(writer.setMode("READONLY", "s-value")).isEqualTo("READONLY");
        assertThat(reader.getMode("s-value")).isEqualTo("READONLY");
        assertThat(writer.setMode("READWRITE", "s-value")).isEqualTo("READWRITE");
        assertThat(writer.deleteSchemaVersion("s-value", "1")).isEqualTo(1);
        assertThat(writer.register("s-value", SECOND)).isEqualTo(2);
        assertThat(writer.deleteSubject("s-value")).containsExactly(2);
        assertThat(writer.deleteSubject("s-value", true)).containsExactly(1, 2);
    }
}
