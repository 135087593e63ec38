package io.sluice.cli.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses of brokers as Kafka's clients take them: HOST:PORT, several with commas between, a protocol before each. */
public final class Addresses {
    private static final Pattern ADDRESS =
            Pattern.compile("(\\w+://)?(?<host>\\[[^]]+]|[^:\\[\\]\\s]+):(?<port>\\d{1,5})");

    private static final int CONNECT_MILLIS = 1_000;

    private Addresses() {}

    /** Whether each of them has this form. */
    public static boolean areWellFormed(String bootstrap) {
        return each(bootstrap).allMatch(Matcher::matches);
    }

    /** Whether the host of one of them has an address. */
    public static boolean anyIsKnown(String bootstrap) {
        return each(bootstrap).anyMatch(address -> address.matches() && isKnown(address.group("host")));
    }

    /** Whether a connection can be made to one of them. */
    static boolean anyListens(String bootstrap) {
        return each(bootstrap).anyMatch(address -> address.matches() && listens(address));
    }

    private static Stream<Matcher> each(String bootstrap) {
        return Arrays.stream(bootstrap.split(",", -1)).map(address -> ADDRESS.matcher(address.strip()));
    }

    private static boolean isKnown(String host) {
        try {
            return InetAddress.getAllByName(host).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean listens(Matcher address) {
        try (Socket socket = new Socket()) {
            int port = Integer.parseInt(address.group("port"));
            socket.connect(new InetSocketAddress(address.group("host"), port), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) { // ports end at 65535
            return false;
        }
    }
}
