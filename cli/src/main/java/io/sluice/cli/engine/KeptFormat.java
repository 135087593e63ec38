package io.sluice.cli.engine;

import io.sluice.schemas.serde.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The format of the records in a data directory, kept in a file from its first start on: records of one format cannot be
 * read as another, so whoever waits would be lost without a word.
 */
final class KeptFormat {
    private static final String FILE = "format";

    private final Path directory;
    private final String wanted;

    KeptFormat(Path directory, Format wanted) {
        this.directory = directory;
        this.wanted = wanted.name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link OtherDirectoryException} if the directory holds records of another format. */
    void check() {
        try {
            String kept = KeptWord.read(directory.resolve(FILE));
            if (!kept.isEmpty() && !kept.equals(wanted)) {
                throw new OtherDirectoryException("data directory " + directory + " was begun with --format " + kept
                        + ", not --format " + wanted + "; give that format, or another directory with --data");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the format; to be called before the first record is written. */
    void keep() {
        try {
            Files.writeString(directory.resolve(FILE), wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
