package io.sluice.cli;

import io.sluice.policy.file.RequestFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Requests of a file, of a pipe or of stdin. */
final class RequestInput {
    private RequestInput() {}

    /** What is no file is copied to the folder, since requests are read more than once. */
    static RequestFile open(String given, Path folder) throws IOException {
        Path path = Path.of(given);
        boolean stdin = given.equals("-");
        if (!stdin && (Files.isRegularFile(path) || Files.isDirectory(path) || !Files.exists(path))) {
            return new RequestFile(given, path);
        }
        Path copy = folder.resolve("requests.jsonl");
        if (stdin) {
            Files.copy(System.in, copy);
        } else {
            try (InputStream pipe = Files.newInputStream(path)) {
                Files.copy(pipe, copy);
            }
        }
        return new RequestFile(stdin ? "stdin" : given, copy);
    }
}
