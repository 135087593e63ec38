package io.sluice.connectors.caller;

import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.schemas.ApiCall;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Outcomes that a test reads, as {@code id: what}. */
final class RecordedOutcomes implements Outcomes {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void notStarted(ApiCall call, String reason) {
        told.add(call.getCallId() + ": " + reason);
    }

    @Override
    public void ended(ApiCall call, HttpResult result, OpenedSecret secret) {
        told.add(call.getCallId() + ": " + result.getClass().getSimpleName());
    }

    /** The next outcome; fails the test if none comes. */
    String next() throws InterruptedException {
        String next = told.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no outcome within 10 s");
        }
        return next;
    }

    /** Whether none comes within {@code wait}. */
    boolean silentFor(Duration wait) throws InterruptedException {
        return told.poll(wait.toMillis(), TimeUnit.MILLISECONDS) == null;
    }
}
