package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.sluice.schemas.Mark;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectNameStrategyTest {
    private final String scope = "strategies-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, t.outcomes-value",
        "RecordNameStrategy, io.sluice.schemas.Mark",
        "TopicRecordNameStrategy, t.outcomes-io.sluice.schemas.Mark"
    })
    void subjectsAreNamedAsConfluentsClassOfThatNameDoes(String name, String subject) throws Exception {
        for (String given : new String[] {name, "io.confluent.kafka.serializers.subject." + name}) {
            Topic<?> outcomes = topics(given).outcomes();
            byte[] bytes = topics(given).outcomes().serde().serializer().serialize(outcomes.name(), new Mark("n", 7L));
            assertThat(outcomes.read(bytes)).isEqualTo(new Mark("n", 7L));
            assertThat(MockSchemaRegistry.getClientForScope(scope).getAllSubjects())
                    .containsExactly(subject);
        }
    }

    @Test
    void withoutOneTopicsNameSubjects() {
        assertThat(SubjectNameStrategy.of(Map.of())).isEqualTo(SubjectNameStrategy.TOPIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "record", "recordnamestrategy", "com.example.RecordNameStrategy"})
    void anotherNameIsRefusedInOneLine(String name) {
        assertThatThrownBy(() -> topics(name))
                .isInstanceOf(ConfigException.class)
                .hasMessage("value.subject.name.strategy is '" + name
                        + "', expected TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
    }

    private Topics topics(String strategy) {
        return Topics.avro(
                "t.", Map.of("schema.registry.url", "mock://" + scope, Topics.SUBJECT_NAME_STRATEGY, strategy));
    }
}
