package io.sluice.cli;

import io.sluice.cli.engine.Addresses;
import io.sluice.cli.engine.UnreachableException;
import io.sluice.embedded.HostPort;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What values of flags must keep to. */
final class Checks {
    private static final Pattern REGISTRY = Pattern.compile("(https?|mock)://[^/].*");

    /**
     * Addresses that were found to be known: this process makes a client for each thing that it asks of one cluster.
     */
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private Checks() {}

    /** The address that a flag gives as {@code HOST:PORT}; an IPv6 address in brackets. */
    static HostPort address(String flag, String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
            return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserError(flag + " is '" + text + "', expected HOST:PORT with a port from 0 to 65535");
        }
    }

    /** The addresses of brokers as Kafka's clients take them: HOST:PORT, several with commas between, a protocol before each. */
    static String bootstrap(String text) {
        if (!Addresses.areWellFormed(text)) {
            throw new UserError("--bootstrap " + text + ": expected HOST:PORT");
        }
        return text;
    }

    /** The same, once one of their hosts has an address; it is looked up until it has, and then no more. */
    static String known(String bootstrap) {
        if (!KNOWN.contains(bootstrap)) {
            if (!Addresses.anyIsKnown(bootstrap)) {
                throw UnreachableException.unknownHost(bootstrap);
            }
            KNOWN.add(bootstrap);
        }
        return bootstrap;
    }

    /** The addresses of registries as Confluent's client takes them: URLs, several with commas between. */
    static String registry(String text) {
        for (String url : text.split(",", -1)) {
            if (!REGISTRY.matcher(url.strip()).matches()) {
                throw new UserError("--registry " + Remote.shown(text) + ": expected http://HOST:PORT");
            }
        }
        return text;
    }

    static int port(String flag, int port) {
        return within(flag, port, 0, 65_535);
    }

    static int partitions(int partitions) {
        return within("--partitions", partitions, 1, 10_000);
    }

    static String prefix(String prefix) {
        if (!prefix.matches("[A-Za-z0-9._-]{0,150}")) {
            throw new UserError("--prefix is '" + prefix + "', expected up to 150 of A-Z a-z 0-9 . _ -");
        }
        return prefix;
    }

    static int within(String flag, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UserError(flag + " is " + value + ", expected a whole number from " + least + " to " + most);
        }
        return value;
    }
}
