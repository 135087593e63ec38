package io.sluice.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FileOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void aCredentialWhoseProviderHasNoFileIsToldOf() throws IOException {
        FileOptions files = with("""
                - { id: alice, provider: exmple, secret: { value: a } }
                - { id: bob, provider: example, secret: { value: b } }
                """);

        assertThat(files.remarks())
                .containsExactly("credential 'alice' is not used: no file is given for its provider 'exmple'");
    }

    @Test
    void aProviderToWhichCredentialsGoInTheClearIsToldOf() throws IOException {
        FileOptions files = with("{ id: bob, provider: example, secret: { value: b } }", "http://api.example");

        assertThat(files.remarks())
                .containsExactly(
                        "provider 'example': field 'baseUrl' is 'http://api.example', where credentials go in the"
                                + " clear, expected https, or auth: none");
    }

    @Test
    void noStartNeedsTheSecretOfACredentialThatItDoesNotUse() throws IOException {
        FileOptions files = with("""
                - { id: alice, provider: example, secret: { value: a } }
                - { id: bob, provider: example, secret: { file: not-there }, disabled: true }
                - { id: eve, provider: other, secret: { env: SURELY_NOT_SET_ANYWHERE } }
                """);

        assertThat(files.definitions())
                .extracting(definition -> definition.credential().id())
                .containsExactly("alice", "bob", "eve");
    }

    @Test
    void whatIsWrongIsTheOnlyLineThoughACredentialIsNotUsed() throws Exception {
        OneShot run = new OneShot(folder).provider(1, "").credentials("x.alice").requests(1, "GET");
        Files.writeString(
                folder.resolve("credentials.yaml"), "\n- { id: eve, provider: other, secret: { value: e } }\n", APPEND);
        Files.writeString(folder.resolve("requests.jsonl"), "{");
        try (Program broken = run.start("broken")) {
            assertThat(broken.await()).isEqualTo(2);
            assertThat(broken.err())
                    .startsWith(folder + "/requests.jsonl:1: not JSON")
                    .hasLineCount(1);
        }
    }

    /** A provider and such credentials. */
    private FileOptions with(String yaml) throws IOException {
        return with(yaml, "http://127.0.0.1:1");
    }

    private FileOptions with(String yaml, String baseUrl) throws IOException {
        Path provider =
                Files.writeString(folder.resolve("p.yaml"), "{ provider: example, baseUrl: '" + baseUrl + "' }");
        Path credentials = Files.writeString(folder.resolve("c.yaml"), yaml);
        return CommandLine.populateCommand(
                new FileOptions(), "--providers", provider.toString(), "--credentials", credentials.toString());
    }
}
