package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import io.sluice.connectors.http.AnswerBytes;
import io.sluice.connectors.http.CallClient;
import io.sluice.connectors.http.EventLoop;
import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.http.HttpSettings;
import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.connectors.secret.SecretVault;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One call outside any pipeline, made as the http-caller makes it. */
public final class OneCall {
    private OneCall() {}

    /**
     * Makes the call and waits for its end; secrets are taken out of what is returned.
     *
     * <p>Throws {@link IOException} if the key pair can be neither read nor made.
     */
    public static CallOutcome make(ApiCall call, SecretSettings secrets, Clock clock) throws IOException {
        CompletableFuture<CallOutcome> end = new CompletableFuture<>();
        KeyFolder keys = KeyFolder.open(secrets.keys());
        try (SecretVault vault = new SecretVault(keys, secrets.rules(), secrets.trusted(), secrets.environment()::get);
                EventLoop loop = new EventLoop(clock)) {
            AnswerBytes memory = new AnswerBytes(AnswerBytes.partOfHeap(), loop);
            CallClient client = new CallClient(loop, HttpSettings.defaults(), memory);
            new CallMaker(loop, client, vault, new End(end)).accept(List.of(call));
            return end.join();
        }
    }

    private record End(CompletableFuture<CallOutcome> end) implements Outcomes {
        private static final String CALLER = "one-call";

        @Override
        public void notStarted(ApiCall call, String reason) {
            end.complete(AvroOutcomes.about(call, CALLER)
                    .setKind(OutcomeKind.NOT_STARTED)
                    .setReason(reason)
                    .build());
        }

        @Override
        public void ended(ApiCall call, HttpResult result, OpenedSecret secret) {
            end.complete(AvroOutcomes.outcome(call, CALLER, result, secret));
        }
    }
}
