package io.sluice.connectors.secret;

import java.io.IOException;
import java.nio.file.Path;

/** The rule that a path from a topic leads into one folder and not out of it, by no {@code ..} and no symbolic link. */
final class Confinement {
    private Confinement() {}

    /** Returns where {@code path} leads, free of links; throws {@link SecretException} if it is not inside {@code folder}. */
    static Path resolve(Path folder, Path path) throws SecretException {
        for (Path segment : path) {
            if (segment.toString().equals("..")) {
                throw refused(path);
            }
        }
        try {
            Path inside = folder.toRealPath();
            Path target = folder.resolve(path).toRealPath();
            if (!target.startsWith(inside)) {
                throw refused(path);
            }
            return target;
        } catch (IOException e) {
            throw SecretException.unavailable(path + ": no such file under --secrets-dir");
        }
    }

    private static SecretException refused(Path path) {
        return SecretException.unavailable(path + ": leads out of --secrets-dir");
    }
}
