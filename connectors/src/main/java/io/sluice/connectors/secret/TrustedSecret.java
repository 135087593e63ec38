package io.sluice.connectors.secret;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The secret of a credential as a file describes it that was named on this process's own command line.
 *
 * @param parts by name
 * @param origins where it may be sent: those of the provider's base URLs in files that were named likewise
 */
public record TrustedSecret(CredentialId credential, Map<String, SecretSource> parts, Set<Origin> origins) {
    public TrustedSecret {
        parts = Map.copyOf(parts);
        origins = Set.copyOf(origins);
    }

    /**
     * Opens it, to see whether it can be; throws {@link SecretException} if not.
     *
     * @param environment returns null for what is not set
     */
    public OpenedSecret open(UnaryOperator<String> environment) throws SecretException {
        Map<String, Secret> opened = new HashMap<>();
        for (Map.Entry<String, SecretSource> part : parts.entrySet()) {
            opened.put(part.getKey(), part.getValue().handle(new Local(environment)));
        }
        return OpenedSecret.of(opened);
    }

    /** What this machine has without a key. */
    private record Local(UnaryOperator<String> environment) implements SecretSource.Handler<Secret> {
        @Override
        public Secret env(String variable) throws SecretException {
            return SecretReader.variable(variable, environment);
        }

        @Override
        public Secret file(Path path) throws SecretException {
            return SecretFile.stamp(path).read(path);
        }

        @Override
        public Secret sealed(String text) throws SecretException {
            throw SecretException.unavailable("it is sealed, which no file of credentials can be");
        }

        @Override
        public Secret clear(Secret secret) {
            return secret;
        }
    }
}
