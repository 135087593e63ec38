package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses are written as a whole, and nobody reads them who could not read the file before. */
class OutFileTest {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    @TempDir
    private Path folder;

    @Test
    void aFileThatItsUserClosedStaysClosed() throws IOException {
        Path out = Files.writeString(folder.resolve("out.jsonl"), "old\n");
        Files.setPosixFilePermissions(out, OWNERS);

        at(out).write(stream -> {
            assertThat(folder.toFile().listFiles())
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file.toPath()))
                            .isEqualTo(OWNERS));
            stream.write("new\n".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(out).content().isEqualTo("new\n");
        assertThat(Files.getPosixFilePermissions(out)).isEqualTo(OWNERS);
    }

    @Test
    void aFileIsAsOpenAsItWasOrAsAnyNewOne() throws IOException {
        Path open = Files.writeString(folder.resolve("open.jsonl"), "old\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path any = Files.writeString(folder.resolve("any"), "");
        Path fresh = folder.resolve("fresh.jsonl");

        at(open).write(stream -> {});
        at(fresh).write(stream -> {});

        assertThat(Files.getPosixFilePermissions(open)).hasSize(6);
        assertThat(Files.getPosixFilePermissions(fresh)).isEqualTo(Files.getPosixFilePermissions(any));
    }

    @Test
    void whatLiesBesideStaysAndNothingIsLeftOfWhatFailed() throws IOException {
        Path out = Files.writeString(folder.resolve("out.jsonl"), "old\n");
        Path part = Files.writeString(folder.resolve("out.jsonl.part"), "mine\n");

        assertThatThrownBy(() -> at(out).write(stream -> {
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");

        assertThat(folder.toFile().listFiles()).containsExactlyInAnyOrder(out.toFile(), part.toFile());
        assertThat(out).content().isEqualTo("old\n");
        assertThat(part).content().isEqualTo("mine\n");
    }

    private OutFile at(Path file) throws IOException {
        return OutFile.at(file.toString(), folder.resolve("requests.jsonl"));
    }
}
