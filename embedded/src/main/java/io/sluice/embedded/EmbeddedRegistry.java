package io.sluice.embedded;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import io.sluice.embedded.registry.RegistryHandler;
import io.sluice.embedded.registry.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A small schema registry in this JVM, with the REST API of Confluent's as far as clients use it. Avro only; no schema
 * references, contexts or import mode.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final String FILE = "schemas.jsonl";

    private final Optional<DirectoryLock> lock;
    private final Catalog catalog;
    private final HttpServer server;
    private final ExecutorService threads = HttpServers.threads("registry");
    private final HostPort listen;
    private final String scheme;

    private EmbeddedRegistry(RegistrySettings settings, Optional<DirectoryLock> lock, Catalog catalog) {
        this.lock = lock;
        this.catalog = catalog;
        this.server = HttpServers.create(settings.listen(), settings.tls());
        this.scheme = settings.tls().isPresent() ? "https" : "http";
        this.listen = settings.listen().withPort(server.getAddress().getPort());
        server.setExecutor(threads);
        HttpContext context = server.createContext("/", new RegistryHandler(catalog));
        HostGuard.before(context, settings.listen());
        guard(context, settings.users());
        server.start();
    }

    /**
     * Starts a registry; on a directory that has been used before, with all that was registered.
     *
     * @throws PortInUseException if somebody listens on the port
     * @throws DirectoryInUseException if another registry works in the directory
     * @throws StartException if it cannot start for any other reason
     */
    public static EmbeddedRegistry start(RegistrySettings settings) {
        Optional<DirectoryLock> lock = settings.directory().map(DirectoryLock::acquire);
        try {
            return start(settings, lock, catalog(settings));
        } catch (RuntimeException e) {
            lock.ifPresent(DirectoryLock::close);
            throw e;
        }
    }

    private static EmbeddedRegistry start(RegistrySettings settings, Optional<DirectoryLock> lock, Catalog catalog) {
        try {
            return new EmbeddedRegistry(settings, lock, catalog);
        } catch (RuntimeException e) {
            close(catalog);
            throw e;
        }
    }

    /** {@code http://HOST:PORT}, or https, for {@code schema.registry.url}. */
    public String url() {
        return scheme + "://" + listen.reachable();
    }

    private static Catalog catalog(RegistrySettings settings) {
        if (settings.directory().isEmpty()) {
            return Catalog.inMemory();
        }
        Path file = settings.directory().get().resolve(FILE);
        try {
            return Catalog.in(file);
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void guard(HttpContext context, Map<String, String> users) {
        if (!users.isEmpty()) {
            context.setAuthenticator(new BasicAuthenticator("sluice-registry") {
                @Override
                public boolean checkCredentials(String name, String password) {
                    return password.equals(users.get(name));
                }
            });
        }
    }

    /** Stops at once and frees port and directory. A second call does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        synchronized (catalog) { // a write that is under way is finished
            close(catalog);
        }
        lock.ifPresent(DirectoryLock::close);
    }

    private static void close(Catalog catalog) {
        try {
            catalog.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
