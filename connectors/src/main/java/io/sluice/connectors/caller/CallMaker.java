package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import io.sluice.connectors.http.CallClient;
import io.sluice.connectors.http.EventLoop;
import io.sluice.connectors.http.HttpCall;
import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.secret.CredentialId;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.Origins;
import io.sluice.connectors.secret.SecretException;
import io.sluice.connectors.secret.SecretVault;
import io.sluice.schemas.ApiCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The path of a call on the event loop: its secret is opened, its instant awaited, its exchange made.
 *
 * <pre>
 *   accepted ──► known credential ──► opened ──► notBefore ──► its place ──► turnstile ──► exchange ──► ended
 *        └────────────────┴──────────────┴───────────┴─────────────┴────────────┴──► not started
 * </pre>
 */
final class CallMaker {
    private static final Logger LOG = LoggerFactory.getLogger(CallMaker.class);

    /** How long a call waits for a credential that the caller does not know yet. */
    private static final long CREDENTIAL_WAIT_MILLIS = 1_000;

    private static final long CREDENTIAL_LOOK_MILLIS = 20;

    /** Calls taken up in one turn of the loop, so that timers are not kept waiting by a large poll. */
    private static final int CALLS_PER_TURN = 64;

    /** Half of the most calls that are remembered: 20 s at 5,000 calls/s, in 3 MB. */
    private static final int CALLS_REMEMBERED = 100_000;

    /** How often a call that waits for memory looks. */
    private static final long MEMORY_LOOK_MILLIS = 10;

    private final EventLoop loop;
    private final CallClient client;
    private final SecretVault vault;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Origins origins = new Origins();
    private final Map<AtEgress, Turnstile> turnstiles = new HashMap<>();
    private final Succession succession = new Succession();
    private final CallsInFlight inFlight = new CallsInFlight();
    /** Calls that were taken up and may still be told as not started, by their keys. */
    private final Map<CallKey, ApiCall> waiting = new HashMap<>();

    private final BegunCalls begun = new BegunCalls(CALLS_REMEMBERED);

    private record AtEgress(String provider, String egress) {}

    CallMaker(EventLoop loop, CallClient client, SecretVault vault, Outcomes outcomes) {
        this.loop = loop;
        this.client = client;
        this.vault = vault;
        this.outcomes = outcomes;
        this.clock = loop.clock();
    }

    /** Takes calls whose offsets are committed; from any thread. */
    void accept(List<ApiCall> calls) {
        calls.forEach(inFlight::began);
        for (int from = 0; from < calls.size(); from += CALLS_PER_TURN) {
            List<ApiCall> turn = calls.subList(from, Math.min(calls.size(), from + CALLS_PER_TURN));
            loop.execute(() -> turn.forEach(this::begin));
        }
    }

    /** As many of {@code places} as there is memory for. */
    int placesOf(int places) {
        return client.memory().placesOf(places);
    }

    /** Calls accepted whose end was not told yet. */
    CallsInFlight inFlight() {
        return inFlight;
    }

    /** Tells of all calls that have not begun; none of them is made then. On the loop, when no more are accepted. */
    void giveUp() {
        List.copyOf(waiting.values()).forEach(call -> notStarted(call, NotStartedReason.CALLER_ENDING.code()));
    }

    private void begin(ApiCall call) {
        if (!begun.first(call, clock.millis())) {
            CallLog.of(LOG.atWarn(), call).log("a call was ordered before and is not made again");
            inFlight.ended(call);
            return;
        }
        waiting.put(CallKey.of(call), call);
        succession.came(call);
        if (clock.millis() > call.getStartBy()) {
            notStarted(call, NotStartedReason.LATE.code());
        } else {
            locate(call);
        }
    }

    private void locate(ApiCall call) {
        Origin origin;
        try {
            origin = origins.of(call.getUrl());
        } catch (IllegalArgumentException e) {
            impossible(call, e);
            return;
        }
        if (call.getAuth().isEmpty()) {
            prepare(call, origin, OpenedSecret.none());
        } else {
            awaitCredential(call, origin, Math.min(call.getStartBy(), clock.millis() + CREDENTIAL_WAIT_MILLIS));
        }
    }

    private void awaitCredential(ApiCall call, Origin origin, long giveUp) {
        if (vault.knows(credentialOf(call))) {
            vault.open(credentialOf(call), origin)
                    .whenCompleteAsync((secret, trouble) -> opened(call, origin, secret, trouble), loop);
        } else if (clock.millis() >= giveUp) {
            notStarted(call, NotStartedReason.CREDENTIAL_UNKNOWN.code());
        } else {
            long next = Math.min(giveUp, clock.millis() + CREDENTIAL_LOOK_MILLIS);
            loop.at(next, () -> awaitCredential(call, origin, giveUp));
        }
    }

    private void opened(ApiCall call, Origin origin, @Nullable OpenedSecret secret, @Nullable Throwable trouble) {
        if (secret != null) {
            prepare(call, origin, secret);
        } else if (trouble instanceof SecretException known) {
            refused(call, NotStartedReason.of(known.reason()), known);
        } else {
            refused(call, NotStartedReason.SECRET_UNAVAILABLE, new IllegalStateException(trouble));
        }
    }

    private void prepare(ApiCall call, Origin origin, OpenedSecret secret) {
        HttpCall ready;
        try {
            ready = Preparation.of(call, origin, secret);
        } catch (IllegalArgumentException e) {
            impossible(call, e);
            return;
        } catch (SecretException e) {
            refused(call, NotStartedReason.of(e.reason()), e);
            return;
        }
        loop.at(call.getNotBefore(), () -> awaitPlace(call, () -> enter(call, () -> awaitMemory(call, ready, secret))));
    }

    private void awaitPlace(ApiCall call, Runnable begin) {
        Runnable tooLate = succession.await(call, begin, () -> notStarted(call, NotStartedReason.PLACE_GONE.code()));
        if (!call.getAfter().isEmpty()) {
            loop.at(call.getStartBy() + 1, tooLate);
        }
    }

    private void enter(ApiCall call, Runnable entry) {
        turnstile(call)
                .holding(call.getConcurrency())
                .enter(call.getStartBy(), entry, () -> notStarted(call, NotStartedReason.LATE.code()));
    }

    /** No call starts while answers take all the memory that they may. */
    private void awaitMemory(ApiCall call, HttpCall ready, OpenedSecret secret) {
        if (client.memory().full() && clock.millis() <= call.getStartBy()) {
            loop.at(clock.millis() + MEMORY_LOOK_MILLIS, () -> awaitMemory(call, ready, secret));
        } else {
            make(call, ready, secret);
        }
    }

    private Turnstile turnstile(ApiCall call) {
        return turnstiles.computeIfAbsent(
                new AtEgress(call.getProvider(), call.getEgress()), at -> new Turnstile(loop));
    }

    private void make(ApiCall call, HttpCall ready, OpenedSecret secret) {
        if (clock.millis() > call.getStartBy()) {
            notStarted(call, NotStartedReason.LATE.code());
        }
        if (waiting.remove(CallKey.of(call)) == null) {
            turnstile(call).leave();
        } else {
            client.call(ready, result -> {
                ended(call, result, secret);
                turnstile(call).leave();
                succession.ended(call, result);
            });
        }
    }

    private void ended(ApiCall call, HttpResult result, OpenedSecret secret) {
        CallLog.of(LOG.atDebug(), call)
                .log("a call ended: {}", result.getClass().getSimpleName());
        outcomes.ended(call, result, secret);
        inFlight.ended(call);
    }

    private static CredentialId credentialOf(ApiCall call) {
        return new CredentialId(call.getProvider(), call.getCredential());
    }

    private void refused(ApiCall call, NotStartedReason reason, Throwable trouble) {
        CallLog.of(LOG.atWarn(), call).log("a call was not started, {}: {}", reason.code(), trouble.getMessage());
        notStarted(call, reason.code());
    }

    private void impossible(ApiCall call, IllegalArgumentException trouble) {
        CallLog.of(LOG.atWarn(), call).log("a call cannot be made: {}", trouble.getMessage());
        notStarted(call, NotStartedReason.BAD_REQUEST.because(String.valueOf(trouble.getMessage())));
    }

    private void notStarted(ApiCall call, String reason) {
        if (waiting.remove(CallKey.of(call)) != null) {
            outcomes.notStarted(call, reason);
            inFlight.ended(call);
            succession.notMade(call);
        }
    }
}
