package io.sluice.connectors.caller;

import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.schemas.ApiCall;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The forms of what a caller writes to {@code outcomes}; times are epoch milliseconds. */
interface OutcomeEncoder {
    ProducerRecord<byte[], byte[]> notStarted(ApiCall call, String reason, long at);

    /** Takes {@code secret} out of the answer. */
    ProducerRecord<byte[], byte[]> ended(ApiCall call, HttpResult result, OpenedSecret secret, long at);

    ProducerRecord<byte[], byte[]> places(String egress, int partition, int places, long at);
}
