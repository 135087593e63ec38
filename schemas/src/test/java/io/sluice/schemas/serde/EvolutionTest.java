package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contract can read, and be read by, every released version of itself: FULL_TRANSITIVE. */
class EvolutionTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");

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
    void aBreakingEditIsFound() throws IOException {
        Path file = RELEASED.resolve("0.1.0/Cancellation.avsc");
        Schema released = new Schema.Parser().parse(file.toFile());
        String required = Files.readString(file).replace("\"name\" : \"provider\"", "\"name\" : \"vendor\"");
        assertThat(required).contains("vendor");
        Schema renamed = new Schema.Parser().parse(required);
        assertThatThrownBy(() -> check(renamed, released)).isInstanceOf(SchemaValidationException.class);
    }

    private static void check(Schema current, Schema released) throws SchemaValidationException {
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(current, List.of(released));
    }
}
