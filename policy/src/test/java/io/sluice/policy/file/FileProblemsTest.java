package io.sluice.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input in files of credentials and requests gets one line that names file, line and field. */
class FileProblemsTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingVariableIsNamed() throws IOException {
        Path file = write("c.yaml", "- { id: a, provider: p, secret: { env: SURELY_NOT_SET_ANYWHERE } }\n");
        assertThatThrownBy(() -> CredentialFiles.load(List.of(file.toString())))
                .isInstanceOf(FileProblem.class)
                .hasMessageStartingWith(
                        file + ":1: field 'secret' names the environment variable 'SURELY_NOT_SET_ANYWHERE'");
    }

    @Test
    void ofACredentialThatIsNotUsedTheSecretNeedNotBeThere() throws IOException {
        Path file = write("c.yaml", """
                - { id: a, provider: p, secret: { value: x } }
                - { id: b, provider: p, secret: { env: SURELY_NOT_SET_ANYWHERE }, disabled: true }
                - { id: c, provider: q, secret: { file: surely-not-there } }
                """);
        assertThat(CredentialFiles.loadFor(Set.of("p"), List.of(file.toString())))
                .hasSize(3);
        assertThatThrownBy(() -> CredentialFiles.loadFor(Set.of("p", "q"), List.of(file.toString())))
                .isInstanceOf(FileProblem.class)
                .hasMessageStartingWith(file + ":3: field 'secret' names the file 'surely-not-there'");
    }

    @Test
    void aSecretIsNeverShown() throws IOException {
        Path file = write("c.yaml", "- { id: a, provider: p, secret: { value: hunter2 } }\n");
        assertThat(CredentialFiles.load(List.of(file.toString())).toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*hunter2", "\"hunter2\\q\"", "%hunter2", "hunter2: a: b", "!<hunter2", "x\u001bhunter2"})
    void whereACredentialFileIsNoYamlThePlaceAloneIsTold(String value) throws IOException {
        Path file = write("c.yaml", "id: a\nprovider: p\nsecret:\n  value: " + value + "\n");
        assertThatThrownBy(() -> CredentialFiles.load(List.of(file.toString())))
                .isInstanceOf(FileProblem.class)
                .hasMessageMatching(
                        Pattern.quote(file.toString())
                                + ":\\d: not YAML( at column \\d+)?, expected quotes around a value with characters that mean something");
    }

    @Test
    void aBrokenLineOfRequestsIsNamed() throws IOException {
        refused("{\"provider\":\"p\",\"path\":\"/\"}\n{\"provider\":\n", ":2: not JSON");
        refused("{\"provider\":\"p\",\"path\":\"/\",\"colour\":1}\n", ":1: unknown field 'colour'");
        refused("{\"provider\":\"p\",\"path\":\"/a/../b\"}\n", ":1: field 'path' is '/a/../b'");
        refused("{\"provider\":\"p\",\"path\":\"/a/%2e%2E/b\"}\n", ":1: field 'path'");
        refused("{\"provider\":\"p\",\"path\":\"/\",\"headers\":{\"Cookie\":\"x\"}}\n", ":1: field 'headers.Cookie'");
        refused("{\"provider\":\"p\",\"path\":\"/\",\"body\":\"x\",\"json\":1}\n", ":1: fields body, json");
    }

    @Test
    void aRepeatedIdIsNamedWithBothLines() throws IOException {
        refused(
                "{\"id\":\"a\",\"provider\":\"p\",\"path\":\"/\"}\n{\"id\":\"a\",\"provider\":\"p\",\"path\":\"/\"}\n",
                ":2: field 'id' is 'a' as in line 1");
    }

    private void refused(String lines, String message) throws IOException {
        Path file = write("r.jsonl", lines);
        assertThatThrownBy(() -> new RequestFile(file.toString(), file).check())
                .isInstanceOf(FileProblem.class)
                .hasMessageStartingWith(file + message);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
