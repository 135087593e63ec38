package io.sluice.connectors.secret;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Opens what this machine has without a key; takes every reference at its word. */
class LocalSources implements SecretSource.Handler<Secret> {
    private final UnaryOperator<String> environment;
    private final List<SecretFile> files;

    /**
     * @param environment returns null for what is not set
     * @param files gets those that are read
     */
    LocalSources(UnaryOperator<String> environment, List<SecretFile> files) {
        this.environment = environment;
        this.files = files;
    }

    @Override
    public Secret env(String name) throws SecretException {
        return variable(name, environment);
    }

    static Secret variable(String name, UnaryOperator<String> environment) throws SecretException {
        return Optional.ofNullable(environment.apply(name))
                .filter(value -> !value.isEmpty())
                .map(Secret::of)
                .orElseThrow(() -> SecretException.unavailable("environment variable " + name + " is not set"));
    }

    @Override
    public Secret file(Path path) throws SecretException {
        SecretFile file = SecretFile.stamp(path);
        files.add(file);
        return file.read(path);
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
