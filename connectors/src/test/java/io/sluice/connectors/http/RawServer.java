package io.sluice.connectors.http;

import io.sluice.connectors.Await;
import io.sluice.connectors.secret.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server of bytes on loopback: it hands each connection to a script and keeps the head of every request that it read. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    public RawServer(Script script) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> acceptAll(script));
    }

    /** What is done with one connection; it is closed afterwards. */
    public interface Script {
        void serve(Connection connection) throws IOException;
    }

    public Origin origin(String scheme) {
        return Origin.of(scheme + "://127.0.0.1:" + socket.getLocalPort());
    }

    /** The heads read so far. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** Waits until so many heads have been read; fails the test if they do not come within a minute. */
    public void awaitHeads(int number) {
        Await.until(() -> heads.size() >= number, () -> heads.size() + " of " + number + " heads");
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    private void acceptAll(Script script) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                start(() -> serve(script, connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Script script, Socket connection) {
        try (connection) {
            script.serve(new Connection(connection));
        } catch (IOException e) {
            // The client went away, as many of these tests want it to.
            open.remove(connection);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection to a client. */
    public final class Connection {
        private final Socket socket;
        private final BufferedReader in;
        private String head = "";

        Connection(Socket socket) {
            this.socket = socket;
            try {
                this.in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads the head of the next request; returns whether there was one before the connection ended. */
        public boolean readHead() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    head = String.join("\n", lines);
                    heads.add(head);
                    return true;
                }
                lines.add(line);
            }
            return false;
        }

        /** The one read last. */
        public String head() {
            return head;
        }

        public String read(int characters) throws IOException {
            char[] text = new char[characters];
            int length = 0;
            while (length < characters) {
                int more = in.read(text, length, characters - length);
                if (more < 0) {
                    throw new IOException("the connection ended");
                }
                length += more;
            }
            return new String(text);
        }

        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Closes with a reset, as a server that crashes does. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
