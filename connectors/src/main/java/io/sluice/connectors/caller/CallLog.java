package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import org.slf4j.spi.LoggingEventBuilder;

/** What a message about a call says of it. */
final class CallLog {
    private CallLog() {}

    static LoggingEventBuilder of(LoggingEventBuilder message, ApiCall call) {
        return message.addKeyValue("call_id", call.getCallId())
                .addKeyValue("request_id", call.getRequestId())
                .addKeyValue("provider", call.getProvider())
                .addKeyValue("credential", call.getCredential());
    }
}
