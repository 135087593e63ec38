package io.sluice.connectors.secret;

import java.util.List;
import java.util.Map;

/** The parts of a credential's secret, opened for one origin. */
public final class OpenedSecret {
    private static final OpenedSecret NONE = new OpenedSecret(Map.of(), List.of());

    private final Map<String, Secret> parts;
    private final List<SecretFile> files;
    private final Redactor redactor;

    OpenedSecret(Map<String, Secret> parts, List<SecretFile> files) {
        this.parts = Map.copyOf(parts);
        this.files = List.copyOf(files);
        this.redactor = new Redactor(parts.values());
    }

    /** No secret at all, for calls that need none. */
    public static OpenedSecret none() {
        return NONE;
    }

    /** A secret of parts that no file holds. */
    public static OpenedSecret of(Map<String, Secret> parts) {
        return new OpenedSecret(parts, List.of());
    }

    /** The parts by name. */
    public Map<String, Secret> parts() {
        return parts;
    }

    /** What takes these parts out of an answer. */
    public Redactor redactor() {
        return redactor;
    }

    boolean stale() {
        return files.stream().anyMatch(SecretFile::changed);
    }

    @Override
    public String toString() {
        return "OpenedSecret" + parts;
    }
}
