package io.sluice.connectors.secret;

import java.nio.file.Path;

/** Where one part of a credential's secret comes from. */
public sealed interface SecretSource {
    /** Calls the method of {@code handler} for this kind of source. */
    <R> R handle(Handler<R> handler) throws SecretException;

    /** What is done with each kind of source. */
    interface Handler<R> {
        R env(String name) throws SecretException;

        R file(Path path) throws SecretException;

        R sealed(String text) throws SecretException;

        R clear(Secret secret) throws SecretException;
    }

    /** An environment variable of this process. */
    record Env(String name) implements SecretSource {
        @Override
        public <R> R handle(Handler<R> handler) throws SecretException {
            return handler.env(name);
        }
    }

    /** A file, without the line ends at its end; it is read again when it changes. */
    record InFile(Path path) implements SecretSource {
        @Override
        public <R> R handle(Handler<R> handler) throws SecretException {
            return handler.file(path);
        }
    }

    /** What {@link Sealer#seal} returned. */
    record Sealed(String text) implements SecretSource {
        @Override
        public <R> R handle(Handler<R> handler) throws SecretException {
            return handler.sealed(text);
        }
    }

    /** The secret itself, known to this process alone; never from a topic. */
    record Clear(Secret secret) implements SecretSource {
        @Override
        public <R> R handle(Handler<R> handler) throws SecretException {
            return handler.clear(secret);
        }
    }
}
