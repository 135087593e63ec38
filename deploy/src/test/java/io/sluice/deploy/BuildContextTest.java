package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docker build} takes of a checkout, in which credentials may lie. */
class BuildContextTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    @Test
    void isWhatIsNamedAndNothingElse() throws IOException {
        List<String> rules = rules();
        assertThat(rules).first().isEqualTo("*");
        assertThat(rules.subList(1, rules.size())).allMatch(rule -> rule.startsWith("!"));
    }

    @Test
    void hasAllModulesForMaven() throws IOException {
        List<String> modules = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(found -> "!" + found.group(1) + "/pom.xml")
                .toList();
        assertThat(modules).contains("!cli/pom.xml");
        assertThat(rules()).containsAll(modules);
    }

    private static List<String> rules() throws IOException {
        return Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
