package io.sluice.bench.upstream;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An nginx of our own on a free port of 127.0.0.1 that answers every call at once. */
public final class Nginx implements AutoCloseable {
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin");
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** nginx is not on this machine, or does not start. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    /** Starts one with all its files in an empty folder. */
    public static Nginx start(Path folder) throws IOException {
        return start(folder, "access_log off;", "default_type application/json;\nreturn 200 '{\"ok\":true}';");
    }

    /** The same, with more for its {@code http} block and all of its {@code location}. */
    static Nginx start(Path folder, String http, String location) throws IOException {
        Path program =
                program().orElseThrow(() -> new Missing("nginx is not installed: sudo apt-get install -y nginx-light"));
        int port = freePort();
        Path config = Files.writeString(folder.resolve("nginx.conf"), config(folder, port, http, location));
        Process process = new ProcessBuilder(
                        program.toString(), "-p", folder.toString(), "-c", config.toString(), "-e", "error.log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        Nginx nginx = new Nginx(process, port);
        nginx.awaitAnswer(folder);
        return nginx;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The configuration of a server whose files all lie in one folder. */
    static String config(Path folder, int port, String http, String location) {
        return """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 8192; }
                http {
                    %3$s
                    keepalive_requests 1000000000;
                    keepalive_timeout 300s;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server {
                        listen 127.0.0.1:%2$d;
                        location / { %4$s }
                    }
                }
                """.formatted(folder, port, http, location);
    }

    private void awaitAnswer(Path folder) throws IOException {
        long end = System.nanoTime() + START_NANOS;
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new Missing("nginx did not start: "
                        + Files.readString(folder.resolve("output.log")).strip());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> program() {
        Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.concat(path, SYSTEM_FOLDERS.stream())
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
