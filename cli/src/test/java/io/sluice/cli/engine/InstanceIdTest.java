package io.sluice.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {
    @TempDir
    private Path folder;

    @Test
    void aProcessKeepsItsName() throws IOException {
        String name = InstanceId.in(folder.resolve("data"));

        assertThat(name).isNotBlank();
        assertThat(InstanceId.in(folder.resolve("data"))).isEqualTo(name);
    }

    @Test
    void aNameWhoseWritingWasCutShortIsMadeAnew() throws IOException {
        Files.createFile(folder.resolve("instance-id"));

        String name = InstanceId.in(folder);

        assertThat(name).isNotBlank();
        assertThat(folder.resolve("instance-id")).hasContent(name);
    }
}
