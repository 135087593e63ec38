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
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Registries as Confluent's own client finds them. */
@ParameterizedClass(name = "{0}")
@EnumSource
final class ConfluentClientTest {
    private static final AvroSchema FIRST = new AvroSchema(V1);
    private static final AvroSchema SECOND = new AvroSchema(V2);
    private static final AvroSchema INCOMPATIBLE = new AvroSchema(NEW_REQUIRED);

    private final String subject = "s-" + UUID.randomUUID();
    private final SchemaRegistryClient writer;
    private final SchemaRegistryClient reader;

    ConfluentClientTest(Registries registry) throws Exception {
        this.writer = new CachedSchemaRegistryClient(registry.url(), 10);
        this.reader = new CachedSchemaRegistryClient(registry.url(), 10);
    }

    @Test
    void whatOneRegistersAnotherFinds() throws Exception {
        String odd = "a topic/+%-" + subject;
        int first = writer.register(odd, FIRST);
        assertThat(writer.register(subject, FIRST)).isEqualTo(first);
        int second = writer.register(subject, SECOND);

        assertThat(reader.getSchemaById(first)).isEqualTo(FIRST);
        assertThat(reader.getSchemaBySubjectAndId(subject, second)).isEqualTo(SECOND);
        assertThat(reader.getId(subject, SECOND)).isEqualTo(second);
        assertThat(reader.getVersion(subject, SECOND)).isEqualTo(2);
        assertThat(reader.getLatestSchemaMetadata(subject).getId()).isEqualTo(second);
        assertThat(reader.getSchemaMetadata(subject, 1).getSchema()).isEqualTo(V1);
        assertThat(reader.getAllSubjects()).contains(odd, subject);
        assertThat(reader.getAllVersions(subject)).containsExactly(1, 2);
    }

    @Test
    void errorsArriveWithTheirCodes() throws Exception {
        writer.register(subject, FIRST);
        assertThat(reader.testCompatibility(subject, SECOND)).isTrue();
        assertThat(reader.testCompatibility(subject, INCOMPATIBLE)).isFalse();
        assertThat(codeOf(() -> writer.register(subject, INCOMPATIBLE))).isEqualTo(409);
        assertThat(codeOf(() -> reader.getSchemaById(2_000_000_000))).isEqualTo(40403);
        assertThat(codeOf(() -> reader.getLatestSchemaMetadata("none"))).isEqualTo(40401);
        assertThat(codeOf(() -> reader.getId(subject, SECOND))).isEqualTo(40403);
    }

    private static int codeOf(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(RestClientException.class))
                .actual()
                .getErrorCode();
    }

    @Test
    void levelsAndDeletionWork() throws Exception {
        writer.register(subject, FIRST);
        assertThat(reader.getCompatibility(null)).isEqualTo("BACKWARD");
        assertThat(writer.updateCompatibility(subject, "FULL_TRANSITIVE")).isEqualTo("FULL_TRANSITIVE");
        assertThat(reader.getCompatibility(subject)).isEqualTo("FULL_TRANSITIVE");
        writer.deleteCompatibility(subject);
        assertThat(writer.deleteSchemaVersion(subject, "1")).isEqualTo(1);
        assertThat(writer.register(subject, SECOND)).isPositive();
        assertThat(reader.getAllVersions(subject)).containsExactly(2);
        assertThat(writer.deleteSubject(subject)).containsExactly(2);
        assertThat(writer.deleteSubject(subject, true)).containsExactly(1, 2);
    }
}
