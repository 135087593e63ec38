package io.sluice.embedded;

import com.sun.net.httpserver.HttpServer;
import io.sluice.embedded.registry.RegistryHandler;
import io.sluice.embedded.registry.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

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

    private EmbeddedRegistry(HostPort wanted, Optional<DirectoryLock> lock, Catalog catalog) {
        this.lock = lock;
        this.catalog = catalog;
        this.server = bind(wanted);
        this.listen = wanted.withPort(server.getAddress().getPort());
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "registry-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", new RegistryHandler(catalog));
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
            return new EmbeddedRegistry(settings.listen(), lock, catalog);
        } catch (RuntimeException e) {
            close(catalog);
            throw e;
        }
    }

    /** {@code http://HOST:PORT} for {@code schema.registry.url}. */
    public String url() {
        return "http://" + listen.reachable();
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

    private static HttpServer bind(HostPort listen) {
        try {
            return HttpServer.create(listen.address(), BACKLOG);
        } catch (IOException e) {
            throw StartException.cannotListen(listen, e);
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
