package io.sluice.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * An address to listen on.
 *
 * @param host a name or an address of this machine; IPv6 without brackets
 * @param port 0 to 65535; 0 is any free one
 */
public record HostPort(String host, int port) {
    private static final String LOOPBACK = "127.0.0.1";

    public HostPort {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
    }

    /** A port of 127.0.0.1, which no other machine can reach. */
    public static HostPort loopback(int port) {
        return new HostPort(LOOPBACK, port);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    HostPort withPort(int other) {
        return new HostPort(host, other);
    }

    /** The address that clients use: the machine's name where this one means all of its interfaces. */
    HostPort reachable() {
        InetAddress address = address().getAddress();
        if (address == null || !address.isAnyLocalAddress()) {
            return this;
        }
        try {
            return new HostPort(InetAddress.getLocalHost().getHostName(), port);
        } catch (UnknownHostException e) {
            return loopback(port); // a machine that does not know its own name is reached by nobody else
        }
    }

    /** {@code HOST:PORT}, with brackets around an IPv6 address. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
