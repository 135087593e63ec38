package io.sluice.connectors;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The time since the machine started, which counts its sleep as well, where the system tells it (Linux). */
final class BootTime {
    private static final Path UPTIME = Path.of("/proc/uptime");

    private BootTime() {}

    /** Milliseconds since the start; empty where nobody tells. */
    static OptionalLong sinceBoot() {
        try {
            String seconds = Files.readString(UPTIME).split(" ", 2)[0];
            return OptionalLong.of(new BigDecimal(seconds).movePointRight(3).longValue());
        } catch (IOException | NumberFormatException | SecurityException e) {
            return OptionalLong.empty();
        }
    }
}
