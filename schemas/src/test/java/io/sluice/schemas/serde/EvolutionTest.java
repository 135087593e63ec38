package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.RequestStatus;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contract can read, and be read by, every released version of itself: FULL_TRANSITIVE. */
class EvolutionTest {
    private static final Path RELEASED = Path.of("src/main/resources/io/sluice/schemas/released");

    static Stream<Path> releasedSchemas() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void aContractFitsItsReleasedVersions(Path file) throws Exception {
        Schema released = new Schema.Parser().parse(file.toFile());
        Schema current = (Schema) Class.forName(released.getFullName())
                .getMethod("getClassSchema")
                .invoke(null);
        check(current, released);
    }

    @Test
    void everyReleaseIsCheckedAndRead() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASED)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Released.VERSIONS);
        }
    }

    @Test
    void everyContractOfATopicOrStoreIsKept() {
        Stream<String> ofTopics = Stream.of(Topics.class.getRecordComponents())
                .map(topic -> ((ParameterizedType) topic.getGenericType()).getActualTypeArguments()[0])
                .filter(value -> value instanceof Class<?> type && SpecificRecordBase.class.isAssignableFrom(type))
                .map(value -> ((Class<?>) value).getSimpleName());
        Stream<String> others = Stream.of("CallOutcome", "Mark", "Places", "PendingCall", "Answered", "EndpointWindow");
        assertThat(Stream.concat(ofTopics, others))
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(Released.of(name)).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a required field is renamed      | "name":"provider"            | "name":"vendor"
                    a required field is added        | "fields":[                   | "fields":[{"name":"new","type":"string"},
                    a type is changed                | {"name":"ticket","type":"long" | {"name":"ticket","type":"string"
                    a type is narrowed               | {"name":"ticket","type":"long" | {"name":"ticket","type":"int"
                    a type is widened                | {"name":"ticket","type":"long" | {"name":"ticket","type":"double"
                    null is not allowed any more     | "type":["null","long"]       | "type":"long"
                    """)
    void aBreakingEditIsFound(String edit, String before, String after) {
        assertThatThrownBy(() -> check(edited(before, after), status()))
                .as(edit)
                .isInstanceOf(SchemaValidationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    an optional field is added  | "fields":[         | "fields":[{"name":"new","type":"string","default":""},
                    a document is changed       | "doc":"the request" | "doc":"which request"
                    """)
    void aHarmlessEditIsNot(String edit, String before, String after) throws SchemaValidationException {
        check(edited(before, after), status());
    }

    private static Schema edited(String before, String after) {
        String text = status().toString();
        assertThat(text).contains(before);
        return new Schema.Parser().setValidateDefaults(false).parse(text.replaceFirst(Pattern.quote(before), after));
    }

    private static Schema status() {
        return PlainSchema.of(RequestStatus.getClassSchema());
    }

    private static void check(Schema current, Schema released) throws SchemaValidationException {
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(current, List.of(released));
    }
}
