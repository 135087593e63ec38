package io.sluice.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a file or an address that is of no use: why, and no password. */
class FileProblemTest {
    @TempDir
    private Path folder;

    @Test
    void whatCannotBeReadSaysWhy() {
        assertThat(FileProblem.unreadable("r.jsonl", "the file", new AccessDeniedException("r.jsonl")))
                .hasMessage("r.jsonl:1: the file cannot be read: permission denied");
        IOException looped = new FileSystemException("d", null, "Too many levels of symbolic links");
        assertThat(FileProblem.unreadable("d", "the folder", looped))
                .hasMessage("d:1: the folder cannot be read: Too many levels of symbolic links");
        assertThat(FileProblem.unreadable("d", "the file", new IOException("Is a directory")))
                .hasMessage("d:1: the file cannot be read: Is a directory");
    }

    @ParameterizedTest
    @CsvSource({
        "https://me:hunter2@api.example.com/v1, https://api.example.com/v1",
        "https://me:hun/ter2@api.example.com, https://api.example.com",
        "https://hunter2@api.example.com?a=b, https://api.example.com?a=b",
        "me:hunter2@api.example.com, api.example.com",
        "https://me:hunter2@h@b, https://b",
    })
    void aPasswordInAnAddressIsNotShown(String address, String shown) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), "provider: api\nbaseUrl: " + address + "\n");
        assertThat(ProviderFiles.check(file.toString(), new HashSet<>()).problems())
                .containsExactly(file + ":2: field 'baseUrl' is '" + shown
                        + "', expected http(s)://HOST[:PORT][/PATH] and nothing else"
                        + "; put user and password into a credential");
    }
}
