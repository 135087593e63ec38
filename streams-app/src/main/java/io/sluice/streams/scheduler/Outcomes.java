package io.sluice.streams.scheduler;

import io.sluice.core.provider.Names;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.Policy;
import io.sluice.policy.answer.Answer;
import io.sluice.policy.answer.Answers;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.PendingCall;
import io.sluice.schemas.wire.Reasons;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes outcomes of calls: reads what answers mean and hands them to the scheduler. */
final class Outcomes {
    /** What such a call came to, in metrics. */
    private static final String AFTER_LEASE = "late";

    private static final String BAD_REQUEST = Reasons.BAD_REQUEST + ": ";

    private final Directory directory;
    private final Ledger ledger;
    private final Desk desk;
    private final Applier applier;
    private final OddAnswers oddAnswers;
    private final TaskMonitor monitor;

    Outcomes(Directory directory, Applier.Stores stores, Applier applier, TaskMonitor monitor) {
        this.directory = directory;
        this.ledger = stores.ledger();
        this.desk = stores.desk();
        this.applier = applier;
        this.oddAnswers = new OddAnswers(applier::alert);
        this.monitor = monitor;
    }

    /** Takes an outcome; one of a call that is not in flight changes nothing. */
    void take(CallOutcome record, Scheduler scheduler, long now) {
        PendingCall call = ledger.call(record.getRequestId());
        if (call == null || !call.getCallId().equals(record.getCallId())) {
            late(record, scheduler, now);
            return;
        }
        Policy policy = directory.policy(call.getDelayed().getRequest().getProvider());
        boolean shorter = call.getDelayed().getRequest().getTimeoutMs() != null;
        Outcome outcome =
                read(record, policy, call.getEndpoint(), shorter, call.getNotBefore(), Math.min(call.getLease(), now));
        oddAnswers.hear(policy.name(), outcome);
        CallSummary summary = summary(record, call, outcome, now);
        monitor.call(new Monitor.CallKind(policy.name(), call.getEndpoint(), call.getEgress(), summary.getOutcome()));
        desk.returned(record.getRequestId(), call.getDelayed(), summary);
        applier.handling(new Applier.OutcomeInHand(record, call));
        scheduler.outcome(record.getCallId(), outcome, now);
        applier.handling(null);
    }

    /** An outcome after its call's lease changes no request, and still tells of limits. */
    private void late(CallOutcome record, Scheduler scheduler, long now) {
        Policy policy = directory.find(record.getProvider());
        Long sentAt = record.getSentAt();
        if (policy != null && sentAt != null) {
            Outcome outcome = read(record, policy, record.getEndpoint(), false, sentAt, now);
            oddAnswers.hear(policy.name(), outcome);
            monitor.call(new Monitor.CallKind(policy.name(), record.getEndpoint(), record.getEgress(), AFTER_LEASE));
            scheduler.outcome(record.getCallId(), outcome, now);
        }
    }

    /**
     * @param shorter whether the request names a time-out of its own
     * @param latest epoch ms by which a call ended of which no end is told: it is known now, and may not lie in the future
     */
    private static Outcome read(
            CallOutcome record, Policy policy, String endpoint, boolean shorter, long earliest, long latest) {
        long sentAt = orElse(record.getSentAt(), earliest);
        long answeredAt = Math.max(sentAt, orElse(record.getAnsweredAt(), latest));
        Supplier<Outcome.Answered> answer =
                () -> Answers.read(policy.reading(endpoint), Answer.of(record, sentAt, answeredAt));
        return switch (record.getKind()) {
            case ANSWERED, BODY_TOO_LARGE -> whole(record, answer.get());
            case NOT_STARTED -> notStarted(reason(record, "the call was not started"));
            case NOT_SENT -> notSent(reason(record, "the call was not sent"), shorter);
            case TIMED_OUT, CONNECTION_LOST ->
                brokenOff(record, answer, new Outcome.Lost(whyLost(record), sentAt, answeredAt));
        };
    }

    /**
     * The outcome of an answer that broke off: a refusal where its head says so, though its body never came; of
     * anything else nothing is known.
     */
    private static Outcome brokenOff(CallOutcome record, Supplier<Outcome.Answered> answer, Outcome.Lost lost) {
        if (record.getStatus() == null) {
            return lost;
        }
        Outcome.Answered head = answer.get();
        return head.verdict().isRefusal() ? head : lost;
    }

    private static String whyLost(CallOutcome record) {
        return reason(
                record,
                record.getKind() == OutcomeKind.TIMED_OUT
                        ? "no answer came in time"
                        : "the connection was lost before the answer came");
    }

    /**
     * The outcome of an answer that ended. Where its body is left out, the head tells all, unless the request is to get
     * the body.
     */
    private static Outcome whole(CallOutcome record, Outcome.Answered answer) {
        boolean missed = record.getKind() == OutcomeKind.BODY_TOO_LARGE
                && answer.verdict().isFinal();
        return missed ? new Outcome.TooLarge(answer) : answer;
    }

    /** The caller's word for why, behind which may stand what is wrong with the request. */
    private static Outcome notStarted(String reason) {
        return switch (reason) {
            case Reasons.LATE -> new Outcome.NotStarted(reason, Outcome.NotStarted.Cause.LATE);
            case Reasons.CALLER_ENDING -> new Outcome.NotStarted(reason, Outcome.NotStarted.Cause.ENDING);
            case Reasons.PLACE_GONE -> new Outcome.NotStarted(reason, Outcome.NotStarted.Cause.PLACE_GONE);
            default ->
                reason.startsWith(BAD_REQUEST)
                        ? new Outcome.NotStarted(
                                "it cannot be sent: " + reason.substring(BAD_REQUEST.length()),
                                Outcome.NotStarted.Cause.REQUEST)
                        : new Outcome.NotStarted(reason, Outcome.NotStarted.Cause.CREDENTIAL);
        };
    }

    /** A stream that the server gave back says nothing of the way to it, nor does a time-out that the request made shorter. */
    private static Outcome notSent(String reason, boolean shorter) {
        boolean alone = reason.equals(Reasons.REFUSED_STREAM) || (shorter && reason.equals(Reasons.TIMED_OUT));
        return new Outcome.NotSent(reason, alone ? Outcome.NotSent.Extent.CALL : Outcome.NotSent.Extent.EGRESS);
    }

    private static CallSummary summary(CallOutcome record, PendingCall call, Outcome outcome, long now) {
        long at = orElse(record.getSentAt(), call.getNotBefore());
        // of a call that was lost all that is known of its end is when it was told
        long end = orElse(record.getAnsweredAt(), outcome instanceof Outcome.Lost ? now : at);
        String word = outcome instanceof Outcome.Answered answered
                ? Names.word(answered.verdict())
                : Names.word(record.getKind());
        return new CallSummary(at, record.getCredential(), record.getStatus(), word, Math.max(0, end - at));
    }

    /** The caller's word for why, or else a sentence. */
    private static String reason(CallOutcome record, String otherwise) {
        return record.getReason() == null ? otherwise : record.getReason();
    }

    private static long orElse(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }
}
