package io.sluice.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user decides about an embedded registry.
 *
 * @param directory holds the registry's file and nothing else, created where it is missing; without one, all is
 *     forgotten when the registry is closed
 * @param listen where clients connect
 */
public record RegistrySettings(Optional<Path> directory, HostPort listen) {

    /** A registry that keeps nothing, on any free port of 127.0.0.1. */
    public static RegistrySettings inMemory() {
        return new RegistrySettings(Optional.empty(), HostPort.loopback(0));
    }

    /** A registry with its data in {@code directory}, on any free port of 127.0.0.1. */
    public static RegistrySettings in(Path directory) {
        return new RegistrySettings(Optional.of(directory), HostPort.loopback(0));
    }

    public RegistrySettings listen(HostPort address) {
        return new RegistrySettings(directory, address);
    }
}
