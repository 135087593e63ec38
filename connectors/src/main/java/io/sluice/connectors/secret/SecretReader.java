package io.sluice.connectors.secret;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens the secret of a credential for one origin, part by part. It reads files, so it does not belong on an event loop.
 *
 * <p>Without an origin a secret is opened to see whether it opens, and goes nowhere.
 */
final class SecretReader {
    private final Opener opener;
    private final ReferenceRules rules;
    private final KnownOrigins known;
    private final UnaryOperator<String> environment;

    /** @param environment returns null for what is not set */
    SecretReader(Opener opener, ReferenceRules rules, KnownOrigins known, UnaryOperator<String> environment) {
        this.opener = opener;
        this.rules = rules;
        this.known = known;
        this.environment = environment;
    }

    OpenedSecret open(TrustedSecret secret, @Nullable Origin origin) throws SecretException {
        if (origin != null && !secret.origins().contains(origin)) {
            throw SecretException.originNotAllowed(secret.credential() + " may not be sent to " + origin);
        }
        List<SecretFile> files = new ArrayList<>();
        return open(secret.parts(), part -> new Trusted(secret.credential().part(part), origin, files), files);
    }

    OpenedSecret open(TopicSecret secret, @Nullable Origin origin) throws SecretException {
        List<SecretFile> files = new ArrayList<>();
        return open(secret.parts(), part -> new FromTopic(secret.credential().part(part), origin, files), files);
    }

    /** Opens all parts, each by its name with its own handler, which adds the files that it reads. */
    static OpenedSecret open(
            Map<String, SecretSource> sources,
            Function<String, SecretSource.Handler<Secret>> handlers,
            List<SecretFile> files)
            throws SecretException {
        Map<String, Secret> parts = new HashMap<>();
        for (Map.Entry<String, SecretSource> part : sources.entrySet()) {
            parts.put(part.getKey(), part.getValue().handle(handlers.apply(part.getKey())));
        }
        return new OpenedSecret(parts, files);
    }

    private Secret unseal(SecretName name, @Nullable Origin origin, String text) throws SecretException {
        Opener.Opened opened = opener.open(name, text);
        if (origin != null && !opened.origins().contains(origin)) {
            throw SecretException.originNotAllowed(name + " was not sealed for " + origin);
        }
        return opened.secret();
    }

    /** Takes every reference at its word. */
    private final class Trusted extends LocalSources {
        private final SecretName name;
        private final @Nullable Origin origin;

        Trusted(SecretName name, @Nullable Origin origin, List<SecretFile> files) {
            super(environment, files);
            this.name = name;
            this.origin = origin;
        }

        @Override
        public Secret sealed(String text) throws SecretException {
            return unseal(name, origin, text);
        }
    }

    /** Takes references as far as the rules go, and only to the origin where each was sent first. */
    private final class FromTopic implements SecretSource.Handler<Secret> {
        private final SecretName name;
        private final @Nullable Origin origin;
        private final List<SecretFile> files;

        FromTopic(SecretName name, @Nullable Origin origin, List<SecretFile> files) {
            this.name = name;
            this.origin = origin;
            this.files = files;
        }

        @Override
        public Secret env(String variable) throws SecretException {
            if (rules.envPrefix().filter(variable::startsWith).isEmpty()) {
                throw SecretException.unavailable(
                        name + ": environment variable " + variable + " is not under --secrets-env");
            }
            Secret secret = LocalSources.variable(variable, environment);
            bind(Reference.ofVariable(variable));
            return secret;
        }

        @Override
        public Secret file(Path path) throws SecretException {
            Path folder = rules.folder()
                    .orElseThrow(() -> SecretException.unavailable(
                            name + ": a file named in a topic needs --secrets-dir on this process"));
            Path target = Confinement.resolve(folder, path);
            SecretFile file = SecretFile.stamp(folder.resolve(path));
            files.add(file);
            Secret secret = file.read(target);
            bind(Reference.ofFile(target));
            return secret;
        }

        @Override
        public Secret sealed(String text) throws SecretException {
            return unseal(name, origin, text);
        }

        @Override
        public Secret clear(Secret secret) throws SecretException {
            throw SecretException.unavailable(name + ": a topic carries no secret in clear");
        }

        private void bind(String reference) throws SecretException {
            if (origin != null) {
                known.require(reference, origin);
            }
        }
    }
}
