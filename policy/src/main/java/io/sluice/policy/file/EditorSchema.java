package io.sluice.policy.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** JSON Schemas (draft 7) of the files that users write, for their editors. */
public enum EditorSchema {
    PROVIDER,
    CREDENTIALS,
    REQUEST;

    /** The schema's text. */
    public String text() {
        String file = "/io/sluice/policy/schema/" + name().toLowerCase(Locale.ROOT) + ".schema.json";
        try (InputStream schema = EditorSchema.class.getResourceAsStream(file)) {
            if (schema == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
