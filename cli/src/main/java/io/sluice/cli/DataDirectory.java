package io.sluice.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where things are kept that outlive a process. */
final class DataDirectory {
    private DataDirectory() {}

    /** The directory that was given, or else {@code ${XDG_DATA_HOME:-~/.local/share}/sluice}, below it one for each role. */
    static Path of(@Nullable Path given, String... role) {
        if (given != null) {
            return given;
        }
        String xdg = System.getenv("XDG_DATA_HOME");
        Path base = xdg == null || xdg.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(xdg);
        return Path.of(base.resolve("sluice").toString(), role);
    }
}
