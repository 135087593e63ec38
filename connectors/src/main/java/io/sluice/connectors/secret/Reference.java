package io.sluice.connectors.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** How {@link KnownOrigins} names what lies outside of this process: {@code env:NAME} or {@code file:PATH}. */
final class Reference {
    private Reference() {}

    static String ofVariable(String name) {
        return "env:" + name;
    }

    /** @param target absolute and free of links */
    static String ofFile(Path target) {
        return "file:" + target;
    }

    /** The name of a source as the command line has it; empty for what is no reference. */
    static Optional<String> of(SecretSource source) {
        if (source instanceof SecretSource.Env env) {
            return Optional.of(ofVariable(env.name()));
        }
        return source instanceof SecretSource.InFile file ? Optional.of(ofFile(target(file.path()))) : Optional.empty();
    }

    private static Path target(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThereYet) {
            return path.toAbsolutePath().normalize();
        }
    }
}
