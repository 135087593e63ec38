package io.sluice.cli;

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
        Path provider =
                Files.writeString(folder.resolve("p.yaml"), "{ provider: example, baseUrl: 'http://127.0.0.1:1' }");
        Path credentials = Files.writeString(folder.resolve("c.yaml"), """
                - { id: alice, provider: exmple, secret: { value: a } }
                - { id: bob, provider: example, secret: { value: b } }
                """);
        FileOptions files = CommandLine.populateCommand(
                new FileOptions(), "--providers", provider.toString(), "--credentials", credentials.toString());

        assertThat(files.unused(files.definitions()))
                .containsExactly("credential 'alice' is not used: no file is given for its provider 'exmple'");
    }
}
