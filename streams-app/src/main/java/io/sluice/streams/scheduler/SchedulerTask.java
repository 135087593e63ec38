package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Scheduler;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.Mark;
import io.sluice.schemas.PendingCall;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler of one partition: what each kind of record means to it, and what time means to it. */
final class SchedulerTask {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerTask.class);
    static final int AT_ONCE = 1_000;
    /** Requests that are brought back at once by a task that serves nobody yet. */
    private static final int AT_ONCE_AT_START = 10_000;

    private final SchedulerConfig config;
    private final Parts parts;
    private final Scheduler scheduler;
    private final Ownership ownership;
    private final Definitions definitions;
    private boolean open;

    /** What a task is made of. */
    record Parts(
            Out out,
            TakeOver takeOver,
            Desk desk,
            Ledger ledger,
            WaitingRoom waitingRoom,
            Kept kept,
            Returning.Knowledge knowledge,
            Returning.Apart apart,
            Statuses statuses,
            Batches batches,
            Returning returning,
            Intake intake,
            Outcomes outcomes,
            Probes probes,
            CallerClocks callerClocks,
            Showing showing,
            TaskMonitor monitor) {
        Directory directory() {
            return knowledge.directory();
        }

        Unknown unknown() {
            return apart.unknown();
        }

        Cancellations cancellations() {
            return knowledge.cancellations();
        }
    }

    SchedulerTask(SchedulerConfig config, Parts parts, Scheduler scheduler) {
        this.config = config;
        this.parts = parts;
        this.scheduler = scheduler;
        this.ownership = new Ownership(config, parts.out());
        this.definitions = new Definitions(config.topics(), ownership, parts, scheduler);
    }

    /** Brings back all but what waits; that is complete only when {@link TakeOver} says so. */
    void resume(long now) {
        parts.takeOver().resume();
        parts.kept().resume(scheduler);
        parts.directory().resume(scheduler, now);
        parts.cancellations().resume();
        List<PendingCall> flights = new ArrayList<>();
        parts.ledger().resume(flights::add);
        flights.sort(Comparator.comparingLong(PendingCall::getNotBefore));
        for (PendingCall flight : flights) {
            Resumed.flight(flight, parts.knowledge(), scheduler);
        }
    }

    /** Whether its stores have all that was written to their logs before it took over; if not, they must be made anew. */
    boolean isWhole() {
        return parts.takeOver().isWhole();
    }

    /** Before all else that a task writes come its marks and barriers. */
    void begin(long now) {
        parts.takeOver().begin(now);
    }

    void request(Input input, long now) {
        byte[] value = input.value();
        if (value == null) {
            parts.out().deadLetter(input, "a request has no value", true);
            return;
        }
        ApiRequest request = parts.intake().read(input, value, now);
        if (request == null || !ownership.mine(input, request.getProvider())) {
            return;
        }
        if (parts.takeOver().passed()) {
            parts.intake().take(input, request, scheduler, now);
            parts.desk().clear();
        } else {
            // One of this id may wait without this task's knowing it yet.
            parts.intake().putBack(input, now);
        }
    }

    void outcome(Input input, long now) {
        Object record;
        try {
            record = topics().outcomes().read(input.value() == null ? new byte[0] : input.value());
        } catch (UnreadableRecordException e) {
            parts.out().deadLetter(input, e.getMessage(), true);
            return;
        }
        if (record instanceof CallOutcome outcome) {
            parts.outcomes().take(outcome, scheduler, now);
            parts.desk().clear();
        } else if (record instanceof Places places) {
            places(places, now);
        } else if (record instanceof Mark mark && parts.takeOver().read(mark)) {
            parts.callerClocks().marked(mark.getWrittenAt(), now);
            scheduler.mark(mark.getWrittenAt(), now);
            openIfPassed(now);
        }
    }

    /** What was announced while nobody read it may not be true any more. */
    private void places(Places places, long now) {
        if (parts.callerClocks().believe(places, now)) {
            scheduler.places(places.getEgress(), places.getCaller(), places.getPlaces(), now);
        }
    }

    void provider(Input input, long now) {
        definitions.provider(input, now);
    }

    void credential(Input input, long now) {
        definitions.credential(input, now);
    }

    void cancellation(Input input, long now) {
        try {
            Cancellation cancellation =
                    topics().cancellations().read(input.value() == null ? new byte[0] : input.value());
            Cancellations.check(cancellation);
            if (ownership.mine(input, cancellation.getProvider())) {
                parts.cancellations().add(cancellation, input.timestamp());
                scheduler.cancel(parts.batches().cancelled(cancellation, input.timestamp(), parts.waitingRoom()), now);
                parts.ledger()
                        .covered(cancellation, parts.cancellations())
                        .forEach(call -> scheduler.cancelAfterCall(call.getCallId()));
                parts.unknown().endCancelled(parts.cancellations());
            }
        } catch (UnreadableRecordException e) {
            parts.out().deadLetter(input, e.getMessage(), true);
        }
    }

    /** A record of a retry topic came back. */
    void wait(Input input, String sink, long now) {
        parts.takeOver().read(sink, input);
        openIfPassed(now);
    }

    /** Does what is due; returns whether anything was written. */
    boolean advance(long now) {
        long before = parts.out().written();
        parts.takeOver().advance(now);
        parts.returning().advance(open ? AT_ONCE : AT_ONCE_AT_START, scheduler, now);
        openIfPassed(now);
        if (scheduler.nextWake() <= now) {
            scheduler.advance(now);
        }
        if (open) {
            parts.probes().advance(AT_ONCE, scheduler, now);
            parts.unknown().advance(AT_ONCE, now);
            parts.apart().unread().advance(AT_ONCE, now);
            parts.statuses().advance(now, id -> scheduler.explain(id, now), parts.desk()::find);
        }
        if (parts.showing().advance(scheduler, now)) {
            parts.cancellations().sweep(now);
        }
        return parts.out().written() > before;
    }

    /** Frees what Streams does not. */
    void close() {
        parts.returning().close();
        parts.monitor().close();
    }

    /** Sets a record aside that the task failed at before. */
    void setAside(Input input, String reason, long now) {
        byte[] value = input.value();
        if (value != null && input.topic().equals(topics().requests().name())) {
            parts.intake().setAside(input, value, reason, now);
        } else {
            parts.out().deadLetter(input, reason, !ownership.isSecret(input));
        }
    }

    /** Serves once all that was written before has been read, and all who waited have been brought back. */
    private void openIfPassed(long now) {
        if (open) {
            return;
        }
        if (!parts.takeOver().passed()) {
            parts.monitor().unready(parts.takeOver().missing());
            return;
        }
        if (!parts.returning().isBegun()) {
            parts.waitingRoom().caughtUp();
            parts.returning().all();
            parts.returning().advance(AT_ONCE, scheduler, now);
        }
        if (parts.returning().isDone()) {
            open = true;
            parts.returning().serves();
            scheduler.open(now);
            parts.directory().credentials().forEach(parts.probes()::credential);
            parts.monitor().ready();
            LOG.info("partition {} is served", parts.out().partition());
        } else {
            parts.monitor().unready("brings back those who wait");
        }
    }

    private Topics topics() {
        return config.topics();
    }
}
