package io.sluice.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Verdict;
import io.sluice.policy.About;
import io.sluice.policy.Example;
import io.sluice.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider files that come with Sluice. */
class BundledTest {
    private static final Path FOLDER = Path.of("..", "providers");

    static List<String> names() {
        return Bundled.NAMES;
    }

    @Test
    void eachFileOfTheFolderHasItsName() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .isEqualTo(
                            Bundled.NAMES.stream().map(name -> name + ".yaml").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileCanBeUsedAndItsExamplesComeToWhatTheySay(String name) {
        Findings findings = ProviderFiles.check(name, new HashSet<>());
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.examples()).isGreaterThanOrEqualTo(5);
        assertThat(policy(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsExamplesShowAGoodAnswerARefusalAndALoginThatHasExpired(String name) {
        assertThat(policy(name).examples().stream().map(Example::is))
                .contains(Verdict.OK, Verdict.THROTTLED, Verdict.NEEDS_LOGIN);
    }

    @ParameterizedTest
    @MethodSource("names")
    void itSaysWhereItsNumbersComeFromAndWhatTheProviderAllows(String name) {
        About about = policy(name).about();
        assertThat(about.source()).isPresent();
        assertThat(about.checked()).isPresent();
        assertThat(about.unspecified()).isNotEmpty();
        assertThat(about.terms()).hasValueSatisfying(terms -> {
            assertThat(terms.note()).isNotBlank();
            assertThat(terms.url()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void noTokenAddsBudget(String name) {
        assertThat(policy(name).provider().endpoints())
                .flatExtracting(endpoint -> endpoint.limits())
                .noneSatisfy(limit -> assertThat(limit.scope().toString()).contains("credential"));
        assertThat(ProviderFiles.check(name, new HashSet<>()).warnings())
                .allSatisfy(warning -> assertThat(warning).contains("field 'headers' has no"));
    }

    private static Policy policy(String name) {
        return ProviderFiles.load(List.of(name)).get(0);
    }
}
