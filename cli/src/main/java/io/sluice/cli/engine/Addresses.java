package io.sluice.cli.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of brokers, as {@code bootstrap.servers} has them. */
final class Addresses {
    private static final Pattern ADDRESS = Pattern.compile("\\s*(\\w+://)?\\[?(?<host>.+?)]?:(?<port>\\d+)\\s*");
    private static final int CONNECT_MILLIS = 1_000;

    private Addresses() {}

    /** Whether a connection can be made to one of them. */
    static boolean anyListens(String bootstrap) {
        return Arrays.stream(bootstrap.split(",")).map(ADDRESS::matcher).anyMatch(Addresses::listens);
    }

    private static boolean listens(Matcher address) {
        try (Socket socket = new Socket()) {
            if (address.matches()) {
                int port = Integer.parseInt(address.group("port"));
                socket.connect(new InetSocketAddress(address.group("host"), port), CONNECT_MILLIS);
            }
            return socket.isConnected();
        } catch (IOException | IllegalArgumentException e) { // ports end at 65535
            return false;
        }
    }
}
