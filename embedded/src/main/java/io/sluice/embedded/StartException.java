package io.sluice.embedded;

import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** A broker or registry that could not start. The message is one line that a user can act on. */
public class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Somebody else listens there, or nobody can. */
    public static StartException cannotListen(HostPort address, Exception cause) {
        // "Address already in use" and "Cannot assign requested address" are one exception type in the JDK.
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
            return new PortInUseException(address, cause);
        }
        String why = cause instanceof UnresolvedAddressException ? "unknown host" : String.valueOf(cause.getMessage());
        return new StartException("cannot listen on " + address + ": " + why, cause);
    }
}
