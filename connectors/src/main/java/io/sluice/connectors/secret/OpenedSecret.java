package io.sluice.connectors.secret;

import com.google.common.base.Suppliers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of a credential's secret, opened for one origin. */
public final class OpenedSecret {
    private static final OpenedSecret NONE = new OpenedSecret(Map.of(), List.of());

    private final Map<String, Secret> parts;
    private final List<SecretFile> files;
    private final Supplier<Redactor> redactor;

    OpenedSecret(Map<String, Secret> parts, List<SecretFile> files) {
        this.parts = Map.copyOf(parts);
        this.files = List.copyOf(files);
        this.redactor = Suppliers.memoize(() -> new Redactor(this.parts.values()));
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

    /** What takes these parts out of an answer; made when it is first asked for, since it is far larger than they are. */
    public Redactor redactor() {
        return redactor.get();
    }

    boolean stale() {
        return files.stream().anyMatch(SecretFile::changed);
    }

    @Override
    public String toString() {
        return "OpenedSecret" + parts;
    }
}
