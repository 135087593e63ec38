package io.sluice.connectors.caller;

import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.connectors.secret.TrustedSecret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a caller has secrets from.
 *
 * @param keys folder of the key pair, made at first start
 * @param rules what references from the topic {@code credentials} may name
 * @param trusted credentials from files on this process's own command line
 * @param environment variables that {@code env} references name
 */
public record SecretSettings(
        Path keys, ReferenceRules rules, List<TrustedSecret> trusted, Map<String, String> environment) {
    public SecretSettings {
        trusted = List.copyOf(trusted);
        environment = Map.copyOf(environment);
    }

    /** Sealed secrets alone. */
    public static SecretSettings sealedOnly(Path keys) {
        return new SecretSettings(keys, ReferenceRules.none(), List.of(), Map.of());
    }

    @Override
    public String toString() {
        return "SecretSettings[" + keys + ", " + trusted.size() + " trusted]";
    }
}
