package io.sluice.streams.scheduler;

import io.sluice.schemas.serde.ForeignFormatException;
import io.sluice.schemas.serde.UnreadableRecordException;
import org.apache.kafka.common.KafkaException;

/** A request waits whose record nobody can read here: the registry was lost or replaced. The message says what to do, in one line. */
public final class UnreadableWaitException extends KafkaException {
    private static final long serialVersionUID = 1;

    UnreadableWaitException(String topic, UnreadableRecordException why) {
        super("a request that waits in " + topic + " cannot be read: " + why.getMessage() + "; " + remedy(why), why);
    }

    private static String remedy(UnreadableRecordException why) {
        return why instanceof ForeignFormatException
                ? "the topics carry Avro, so leave --format json away; nothing was deleted"
                : "name the registry that has the schemas of these topics, or give them back to this one under the same ids"
                        + " (sluice schemas register does so in an empty registry); nothing was deleted";
    }
}
