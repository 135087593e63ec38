package io.sluice.embedded;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sluice.embedded.registry.RegistryHandler;
import io.sluice.embedded.registry.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A small schema registry in this JVM, with the REST API of Confluent's as far as clients use it. Avro only; no schema
 * references, contexts or import mode.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final String FILE = "schemas.jsonl";
    private static final int THREADS = 8;
    private static final int BACKLOG = 50;

    static {
        // Of the JDK's server, whoever uses it here. Without the first, every answer waits 40 ms for a delayed ACK;
        // without
        // the second (seconds), clients that never finish their requests could keep all threads.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxReqTime", "30");
    }

    private final Optional<DirectoryLock> lock;
    private final Catalog catalog;
    private final HttpServer server;
    private final ExecutorService threads;
    private final HostPort listen;
    private final String scheme;

    private EmbeddedRegistry(RegistrySettings settings, Optional<DirectoryLock> lock, Catalog catalog) {
        this.lock = lock;
        this.catalog = catalog;
        this.server = bind(settings.listen(), settings.tls());
        this.scheme = settings.tls().isPresent() ? "https" : "http";
        this.listen = settings.listen().withPort(server.getAddress().getPort());
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "registry-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        guard(server.createContext("/", new RegistryHandler(catalog)), settings.users());
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

    private static HttpServer bind(HostPort listen, Optional<SSLContext> tls) {
        try {
            if (tls.isEmpty()) {
                return HttpServer.create(listen.address(), BACKLOG);
            }
            HttpsServer server = HttpsServer.create(listen.address(), BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
            return server;
        } catch (IOException e) {
            throw StartException.cannotListen(listen, e);
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

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
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
