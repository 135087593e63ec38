package io.sluice.cli;

import io.sluice.schemas.serde.ForeignFormatException;
import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.RegistryException;
import io.sluice.schemas.serde.UnregisteredSchemaException;
import io.sluice.streams.scheduler.UnreadableWaitException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/** What is said of Kafka's refusals that a user can mend: who we are, what we may do, properties of clients. */
final class KafkaTrouble {
    private static final String NO_CLIENT = "Failed to (construct|create).*";

    private KafkaTrouble() {}

    /** The message of the first cause that is for the user to mend; else null. */
    static @Nullable String usersMessage(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = message(cause);
            if (message != null) {
                return Usage.oneLine(message);
            }
        }
        return null;
    }

    /** Whether the registry does not answer, or refuses; one that merely lacks our schemas is the right one. */
    static boolean isOfRegistry(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (message(cause) != null) {
                return cause instanceof RegistryException && !(cause instanceof UnregisteredSchemaException);
            }
        }
        return false;
    }

    private static @Nullable String message(Throwable cause) {
        String theirs = cause.getMessage();
        if (cause instanceof SslAuthenticationException) {
            return "the broker's certificate is not trusted, or it does not trust ours: " + deepest(cause);
        }
        if (cause instanceof AuthenticationException) {
            return "the broker does not let us in: " + theirs;
        }
        if (cause instanceof AuthorizationException) {
            return "the broker does not allow it: " + theirs
                    + "; sluice topics create --dry-run --acls says what each role needs";
        }
        if (cause instanceof ForeignFormatException other) {
            return other.found() == Format.AVRO
                    ? "the topics carry Avro; leave --format json away"
                    : "the topics carry JSON; --format json reads them";
        }
        if (cause instanceof ConfigException
                || cause instanceof RegistryException
                || cause instanceof UnreadableWaitException) {
            return theirs;
        }
        boolean noClient = cause.getClass() == KafkaException.class
                && String.valueOf(theirs).matches(NO_CLIENT);
        return noClient ? "no Kafka client can be made with these properties: " + deepest(cause) : null;
    }

    /** The last two causes: the last alone may be no more than the name of a file. */
    static String deepest(Throwable error) {
        Throwable before = error;
        Throwable last = error;
        while (last.getCause() != null) {
            before = last;
            last = last.getCause();
        }
        String kind = last.getClass().getSimpleName() + ": " + last.getMessage();
        return before == last ? kind : before.getMessage() + ": " + kind;
    }
}
