package io.sluice.cli.engine;

import java.util.Map;

/** No broker answers at an address, or it has no pipeline's topics. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What may be the cause where a client of such properties hears nothing: a secured port is silent to one in the clear. */
    public static String secured(Map<String, Object> client) {
        return client.containsKey("security.protocol") ? "" : "; is it a secured port? then --command-config says how";
    }

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreachableException(String message) {
        super(message);
    }
}
