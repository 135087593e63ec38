package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    private Path folder;

    @Test
    void aDirectoryThatIsMadeIsItsOwnersAlone() throws IOException {
        Path data = folder.resolve("share/sluice");

        take(data);

        assertThat(modeOf(data)).isEqualTo("rwx------");
        assertThat(modeOf(folder.resolve("share"))).isEqualTo("rwx------");
    }

    @Test
    void aDirectoryThatIsThereKeepsItsMode() throws IOException {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxr-x"));

        take(volume);
        take(volume.resolve("caller"));

        assertThat(modeOf(volume)).isEqualTo("rwxrwxr-x");
        assertThat(modeOf(volume.resolve("caller"))).isEqualTo("rwx------");
    }

    private static void take(Path directory) {
        DirectoryLock.acquire(directory).close();
    }

    private static String modeOf(Path directory) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    }
}
