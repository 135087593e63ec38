package io.sluice.cli;

import io.sluice.embedded.HostPort;

/** What values of flags must keep to. */
final class Checks {
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
