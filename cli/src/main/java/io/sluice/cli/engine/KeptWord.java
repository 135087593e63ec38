package io.sluice.cli.engine;

import io.sluice.connectors.secret.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A word that a directory keeps in a file of its own, from its first use on. */
public final class KeptWord {
    private KeptWord() {}

    /** What the file keeps; it keeps {@code first} where that is nothing, as after a kill while it was made. */
    public static String of(Path file, Supplier<String> first) throws IOException {
        String kept = read(file);
        if (!kept.isEmpty()) {
            return kept;
        }
        String word = first.get();
        PrivateFiles.replace(file, word);
        return word;
    }

    /** What the file keeps; empty where there is none. */
    static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }
}
