package io.sluice.streams.scheduler;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import io.sluice.core.credential.Standing;
import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.BudgetId;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Decisions;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Wait;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.PendingCall;
import io.sluice.schemas.RetryTopic;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies what the scheduler decides: to the stores and to the topics, in the transaction of the event that led to it. */
final class Applier implements Decisions {
    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private final Out out;
    private final Desk desk;
    private final Ledger ledger;
    private final WaitingRoom waitingRoom;
    private final Kept kept;
    private final Statuses statuses;
    private final Batches batches;
    private final Directory directory;
    private final Endings endings;
    private final LongSupplier clock;
    private @Nullable OutcomeInHand inHand;

    /** An outcome that is being handled, with the call that it is of. */
    record OutcomeInHand(CallOutcome outcome, PendingCall call) {}

    /** The stores and what is built on them. */
    record Stores(Desk desk, Ledger ledger, WaitingRoom waitingRoom, Kept kept) {}

    /** What is known of those that wait beside the waiting room itself. */
    record Waits(Statuses statuses, Batches batches) {}

    Applier(Out out, Stores stores, Waits waits, Directory directory, Endings endings, LongSupplier clock) {
        this.out = out;
        this.desk = stores.desk();
        this.ledger = stores.ledger();
        this.waitingRoom = stores.waitingRoom();
        this.kept = stores.kept();
        this.statuses = waits.statuses();
        this.batches = waits.batches();
        this.directory = directory;
        this.endings = endings;
        this.clock = clock;
    }

    /** What is being handled, of which an answer is made. Null when another event is. */
    void handling(@Nullable OutcomeInHand inHand) {
        this.inHand = inHand;
    }

    @Override
    public void call(Call call) {
        LOG.atDebug()
                .addKeyValue("call_id", call.id())
                .addKeyValue("request_id", call.requestId())
                .addKeyValue("provider", call.provider())
                .addKeyValue("credential", call.credential())
                .log("a call is ordered");
        DelayedRequest delayed = Delayed.called(desk.find(call.requestId()), call.progress());
        out.call(Calls.of(call, delayed, directory.policy(call.provider()), out.partition()));
        Credential credential = directory.credential(call.credentialKey());
        ledger.inFlight(
                call.requestId(),
                new PendingCall(
                        delayed,
                        call.id(),
                        call.endpoint(),
                        call.credential(),
                        call.account(),
                        call.egress(),
                        credential.app(),
                        credential.labels(),
                        call.notBefore(),
                        call.startBy(),
                        call.lease()));
        desk.replaced(call.requestId(), delayed, true);
        batches.leaves(call.requestId(), delayed.getRequest());
        if (call.waited()) {
            waitingRoom.release(call.requestId(), delayed);
        }
    }

    @Override
    public void park(Wait wait) {
        boolean wasInFlight = desk.wasInFlight(wait.requestId());
        DelayedRequest before = desk.find(wait.requestId());
        DelayedRequest delayed = Delayed.waiting(
                before,
                wait.why() == Wait.Why.BACKOFF ? RetryTopic.BACKOFF : RetryTopic.BUDGET,
                wait.why().text(),
                wait.progress());
        waitingRoom.park(wait.requestId(), delayed);
        if (wasInFlight) {
            ledger.notInFlight(wait.requestId());
        }
        desk.replaced(wait.requestId(), delayed, false);
        statuses.waits(wait, delayed, Delayed.wasParked(before), clock.getAsLong());
        batches.waits(wait.requestId(), delayed);
    }

    @Override
    public void answer(Ending ending) {
        DelayedRequest delayed = desk.find(ending.requestId());
        LOG.atDebug()
                .addKeyValue("request_id", ending.requestId())
                .addKeyValue("provider", delayed.getRequest().getProvider())
                .log("a request is answered: {}", ending.result());
        OutcomeInHand its =
                inHand != null && inHand.outcome().getRequestId().equals(ending.requestId()) ? inHand : null;
        CallOutcome last = its == null ? null : its.outcome();
        PendingCall call = its == null ? lost(ending.requestId(), delayed) : its.call();
        Responses.LastCall made = call == null
                ? new Responses.LastCall(account(delayed), ending.endpoint())
                : new Responses.LastCall(call.getAccount(), call.getEndpoint());
        ApiResponse response = Responses.of(ending, delayed, last, made, clock.getAsLong());
        endings.end(ending.requestId(), delayed, response, ending.waited());
    }

    /** The call that was lost; not looked for where the request was never called. */
    private @Nullable PendingCall lost(String requestId, DelayedRequest delayed) {
        return delayed.getCalls().isEmpty() ? null : ledger.call(requestId);
    }

    /**
     * The account of the last call before the request waited, by its credential as it is now; null where that was
     * withdrawn.
     */
    private @Nullable String account(DelayedRequest delayed) {
        List<CallSummary> calls = delayed.getCalls();
        return calls.isEmpty()
                ? null
                : directory.account(new CredentialKey(
                        delayed.getRequest().getProvider(),
                        calls.get(calls.size() - 1).getCredential()));
    }

    @Override
    public void keep(BudgetId budget, long[] state) {
        kept.keep(budget, state);
    }

    @Override
    public void forget(BudgetId budget) {
        kept.forget(budget);
    }

    @Override
    public void keep(Credential credential, Standing standing) {
        kept.keep(credential, standing);
    }

    @Override
    public void alert(Alert alert) {
        LOG.atWarn()
                .addKeyValue("subject", alert.subject())
                .log("{}: {}", alert.kind().text(), alert.message());
        out.alert(io.sluice.schemas.Alert.newBuilder()
                .setSubject(alert.subject())
                .setKind(alert.kind().text())
                .setSeverity(severity(alert.kind()))
                .setMessage(alert.message())
                .setAt(clock.getAsLong())
                .setUntil(alert.until() == Scheduler.NEVER ? null : Long.valueOf(alert.until()))
                .build());
    }

    private static String severity(Alert.Kind kind) {
        return switch (kind) {
            case PROVIDER_HELD -> "critical";
            case NO_CREDENTIAL, NEEDS_LOGIN, BANNED, CREDENTIAL_UNUSABLE, CALLER_LATE, CALLER_CLOCK, ODD_ANSWER ->
                "warning";
        };
    }
}
