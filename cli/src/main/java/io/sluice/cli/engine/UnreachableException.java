package io.sluice.cli.engine;

import io.sluice.schemas.serde.RegistryAwayException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nobody answers at an address, or no pipeline's topics are there. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A client of such properties waited in vain: for nobody, or for somebody who is silent to one in the clear. */
    public static UnreachableException noBroker(Map<String, Object> client, Throwable cause) {
        String bootstrap = String.valueOf(client.get("bootstrap.servers"));
        return new UnreachableException(
                "--bootstrap " + bootstrap + ": no broker answers: " + why(client, bootstrap, cause), cause);
    }

    /** No broker's host has an address. */
    public static UnreachableException unknownHost(String bootstrap) {
        return new UnreachableException("--bootstrap " + bootstrap + ": unknown host", null);
    }

    /**
     * A registry cannot be asked, for now.
     *
     * @param url as it may be shown
     */
    public static UnreachableException noRegistry(String url, RegistryAwayException cause) {
        return new UnreachableException("--registry " + url + ": " + cause.getMessage(), cause);
    }

    static UnreachableException noTopic(Map<String, Object> client, String topic) {
        return new UnreachableException(
                "--bootstrap " + client.get("bootstrap.servers") + ": no topic " + topic
                        + "; sluice topics create makes it",
                null);
    }

    private static String why(Map<String, Object> client, String bootstrap, Throwable cause) {
        if (!Addresses.anyListens(bootstrap)) {
            return "no connection can be made";
        }
        return client.containsKey("security.protocol")
                ? String.valueOf(cause.getMessage())
                : cause.getMessage() + "; is it a secured port? then --command-config says how";
    }
}
