package io.sluice.embedded;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * The servers of the JDK, as they are wanted here. A process reads their properties once, at its first one, so that all are made
 * here.
 *
 * <p>A request that is being read holds a thread ({@code com.sun.net.httpserver} reads with blocking calls). Up to a hundred clients
 * that never finish theirs are borne, each for ten seconds; beside more, others wait until those before them were left. A bound on
 * connections ({@code jdk.httpserver.maxConnections}) would turn away probes and clients as well, and what listens here listens on
 * 127.0.0.1 unless told otherwise.
 */
public final class HttpServers {
    private static final int BACKLOG = 50;
    private static final int MOST_THREADS = 100;
    private static final long SPARE_SECONDS = 10;

    static {
        // Without it every answer waits 40 ms for a delayed ACK.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        // Seconds for a request to be read, and for its answer to be made and taken; there are no such bounds by
        // default.
        setUnlessSet("sun.net.httpserver.maxReqTime", "10");
        setUnlessSet("sun.net.httpserver.maxRspTime", "60");
    }

    private HttpServers() {}

    /**
     * Makes a server that listens and is not started yet.
     *
     * @param tls with a certificate, clients connect by HTTPS
     * @throws StartException if it cannot listen there
     */
    public static HttpServer create(HostPort listen, Optional<SSLContext> tls) {
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

    /** Threads for one server, which keep no process alive; those that are not needed end. */
    public static ThreadPoolExecutor threads(String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, SPARE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
