package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.wire.Texts;
import java.util.function.Supplier;
import org.slf4j.spi.LoggingEventBuilder;

/** What a message about a call says of it, on one line whatever names its topics carry. */
final class CallLog {
    private static final int LONGEST = 1_000;

    private CallLog() {}

    static LoggingEventBuilder of(LoggingEventBuilder message, ApiCall call) {
        return message.addKeyValue("call_id", shown(call.getCallId()))
                .addKeyValue("request_id", shown(call.getRequestId()))
                .addKeyValue("provider", shown(call.getProvider()))
                .addKeyValue("credential", shown(call.getCredential()));
    }

    /** Where nobody listens to the message, which is so for most calls, nothing is looked at. */
    private static Supplier<Object> shown(String name) {
        return () -> Texts.shown(name, LONGEST);
    }
}
