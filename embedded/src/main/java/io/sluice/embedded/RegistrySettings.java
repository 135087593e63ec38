package io.sluice.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What a user decides about an embedded registry.
 *
 * @param directory holds the registry's file and nothing else, created where it is missing; without one, all is
 *     forgotten when the registry is closed
 * @param listen where clients connect
 * @param tls with a certificate, clients connect by HTTPS
 * @param users name and password of each who may ask (basic authentication); where there are none, anybody
 */
public record RegistrySettings(
        Optional<Path> directory, HostPort listen, Optional<SSLContext> tls, Map<String, String> users) {
    public RegistrySettings {
        users = Map.copyOf(users);
    }

    /** A registry that keeps nothing, on any free port of 127.0.0.1. */
    public static RegistrySettings inMemory() {
        return new RegistrySettings(Optional.empty(), HostPort.loopback(0), Optional.empty(), Map.of());
    }

    /** A registry with its data in {@code directory}, on any free port of 127.0.0.1. */
    public static RegistrySettings in(Path directory) {
        return new RegistrySettings(Optional.of(directory), HostPort.loopback(0), Optional.empty(), Map.of());
    }

    public RegistrySettings listen(HostPort address) {
        return new RegistrySettings(directory, address, tls, users);
    }

    public RegistrySettings encrypted(SSLContext certificate) {
        return new RegistrySettings(directory, listen, Optional.of(certificate), users);
    }

    public RegistrySettings users(Map<String, String> passwords) {
        return new RegistrySettings(directory, listen, tls, passwords);
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "RegistrySettings[" + directory + ", " + listen + ", " + users.keySet() + "]";
    }
}
