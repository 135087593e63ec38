package io.sluice.schemas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The contracts as released versions had them: stores and logs may still hold records of each. */
final class Released {
    /** Folders of {@code io/sluice/schemas/released}, oldest first. */
    static final List<String> VERSIONS = List.of("0.1.0");

    private Released() {}

    /** The released versions of a record, oldest first; those from before it was there are left out. */
    static List<Schema> of(String record) {
        List<Schema> released = new ArrayList<>();
        for (String version : VERSIONS) {
            try (InputStream file = Released.class.getResourceAsStream(path(version, record))) {
                if (file != null) {
                    released.add(new Schema.Parser().parse(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + path(version, record), e);
            }
        }
        return released;
    }

    private static String path(String version, String record) {
        return "/io/sluice/schemas/released/" + version + '/' + record + ".avsc";
    }
}
