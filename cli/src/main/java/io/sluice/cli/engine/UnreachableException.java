package io.sluice.cli.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** No broker answers at an address, or it has no pipeline's topics. */
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
