package io.sluice.cli;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where things are kept that outlive a process. */
final class DataDirectory {
    private DataDirectory() {}

    /** The directory that was given, or else {@code ${XDG_DATA_HOME:-~/.local/share}/sluice}, below it one for each role. */
    static Path of(@Nullable Path given, String... role) {
        if (given != null) {
            return given;
        }
        return Path.of(base(System::getenv).resolve("sluice").toString(), role);
    }

    /**
     * Where programs of this user keep theirs, by the XDG base directory specification.
     *
     * @param environment returns null for what is not set
     */
    static Path base(UnaryOperator<@Nullable String> environment) {
        String xdg = environment.apply("XDG_DATA_HOME");
        if (xdg != null && !xdg.isEmpty()) {
            return Path.of(xdg);
        }
        String home = environment.apply("HOME");
        boolean unset = home == null || home.isEmpty();
        return Path.of(unset ? System.getProperty("user.home") : home, ".local", "share");
    }
}
