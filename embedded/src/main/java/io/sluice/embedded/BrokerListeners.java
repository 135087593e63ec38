package io.sluice.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The sockets of a broker, bound before it starts: so a free port stays ours between choosing and using it, and a taken
 * one is known at once.
 */
final class BrokerListeners implements ServerSocketFactory, AutoCloseable {
    static final String CLIENTS = "CLIENTS";
    static final String CONTROLLER = "CONTROLLER";
    static final String SELF = "SELF";

    private static final int BACKLOG = 50;

    private final Map<String, ServerSocketChannel> channels = new LinkedHashMap<>();
    private final HostPort clients;
    private final HostPort controller;
    private final HostPort self;

    /**
     * Binds them.
     *
     * @param guarded whether clients must prove who they are; then the broker is reached by itself, and by others of its
     *     cluster, elsewhere
     */
    BrokerListeners(HostPort listen, HostPort ownController, boolean guarded) {
        try {
            clients = bind(CLIENTS, listen);
            controller = bind(CONTROLLER, ownController);
            self = guarded ? bind(SELF, HostPort.loopback(0)) : clients;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where clients connect, with the port that was bound. */
    HostPort clients() {
        return clients;
    }

    /** Where the broker's own controller listens, with the port that was bound. */
    HostPort controller() {
        return controller;
    }

    /** Where the broker reaches itself. */
    HostPort self() {
        return self;
    }

    private HostPort bind(String name, HostPort wanted) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channels.put(name, channel);
            channel.bind(wanted.address(), BACKLOG);
            return wanted.withPort(channel.socket().getLocalPort());
        } catch (IOException | UnresolvedAddressException e) {
            throw StartException.cannotListen(wanted, e);
        }
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        ServerSocketChannel channel = Objects.requireNonNull(channels.get(listenerName), listenerName);
        channel.configureBlocking(false);
        return channel;
    }

    /** Frees the ports, whether or not the broker has taken the sockets. */
    @Override
    public void close() {
        channels.values().forEach(channel -> Utils.closeQuietly(channel, "listener"));
    }
}
