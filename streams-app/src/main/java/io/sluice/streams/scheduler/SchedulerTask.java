package io.sluice.streams.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyException;
import io.sluice.policy.PolicyReader;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.Credential;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Mark;
import io.sluice.schemas.PendingCall;
import io.sluice.schemas.Places;
import io.sluice.schemas.ProviderPolicy;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The scheduler of one partition: what each kind of record means to it, and what time means to it. */
final class SchedulerTask {
    private static final JsonRecords<ProviderPolicy> POLICIES = new JsonRecords<>(ProviderPolicy.getClassSchema());
    private static final long SHOW_EVERY = 500;
    private static final int AT_ONCE = 1_000;

    private final SchedulerConfig config;
    private final Parts parts;
    private final Scheduler scheduler;
    private boolean open;
    private long nextShow;
    private long lastQueues;

    /** What a task is made of. */
    record Parts(
            Out out,
            Marks marks,
            Desk desk,
            Ledger ledger,
            WaitingRoom waitingRoom,
            Kept kept,
            Directory directory,
            Requests requests,
            Unknown unknown,
            Statuses statuses,
            Intake intake,
            Outcomes outcomes) {}

    SchedulerTask(SchedulerConfig config, Parts parts, Scheduler scheduler) {
        this.config = config;
        this.parts = parts;
        this.scheduler = scheduler;
    }

    static SchedulerTask of(SchedulerConfig config, ProcessorContext<Routed, Object> context) {
        return TaskMaker.make(config, context);
    }

    /** Brings back all but what waits; that is complete only when {@link Marks} say so. */
    void resume(long now) {
        parts.kept().resume(scheduler);
        parts.directory().resume(scheduler, now);
        List<PendingCall> flights = new ArrayList<>();
        parts.ledger().eachCall(flights::add);
        flights.sort(Comparator.comparingLong(PendingCall::getNotBefore));
        for (PendingCall flight : flights) {
            Resumed.flight(flight, parts.requests(), scheduler);
        }
    }

    void request(Input input, long now) {
        byte[] value = input.value();
        if (value == null) {
            parts.out().deadLetter(input, "a request has no value", true);
            return;
        }
        ApiRequest request = parts.intake().read(input, value, now);
        if (request != null && mine(input, request.getProvider())) {
            parts.intake().take(input, value, request, scheduler, now);
            parts.desk().clear();
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
            scheduler.places(places.getEgress(), places.getCaller(), places.getPlaces(), now);
        } else if (record instanceof Mark mark && parts.marks().read(mark)) {
            scheduler.mark(mark.getWrittenAt(), now);
            openIfPassed(now);
        }
    }

    void provider(Input input, long now) {
        if (input.value() == null || !mine(input, input.keyText())) {
            return;
        }
        try {
            Policy policy = PolicyReader.read(policyTree(input.value()));
            if (!mine(input, policy.name())) {
                return;
            }
            boolean replaced = parts.directory().provider(policy, scheduler, now);
            parts.unknown().takeFor(policy.name()).forEach(id -> waits(id, now));
            if (replaced) {
                resumeWaiting(now);
            }
            scheduler.advance(now);
        } catch (UnreadableRecordException | PolicyException e) {
            parts.out().deadLetter(input, String.valueOf(e.getMessage()), true);
        }
    }

    /** In JSON a record of a provider is a provider's file, short forms included. */
    private JsonNode policyTree(byte[] value) {
        boolean isJson = value.length > 0 && value[0] == '{';
        return isJson
                ? JsonRecords.tree(value)
                : POLICIES.tree(topics().providers().read(value));
    }

    void credential(Input input, long now) {
        String key = input.keyText();
        int colon = key.indexOf(':');
        if (input.value() == null) {
            if (colon > 0 && mine(input, key.substring(0, colon))) {
                parts.directory().withdraw(key, scheduler, now);
            }
            return;
        }
        try {
            Credential credential = topics().credentials().read(input.value());
            if (mine(input, credential.getProvider())) {
                parts.directory().credential(credential, scheduler, now);
            }
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            parts.out().deadLetter(input, "a credential that cannot be used: " + e.getMessage(), false);
        }
    }

    void cancellation(Input input, long now) {
        try {
            Cancellation cancellation =
                    topics().cancellations().read(input.value() == null ? new byte[0] : input.value());
            if (mine(input, cancellation.getProvider()) && cancellation.getRequestId() != null) {
                scheduler.cancel(cancellation.getRequestId(), now);
            }
        } catch (UnreadableRecordException e) {
            parts.out().deadLetter(input, e.getMessage(), true);
        }
    }

    /** A record of a retry topic came back. */
    void wait(Input input, String sink, long now) {
        if (input.keyText().equals(WaitingRoom.BARRIER)) {
            Header writer = input.headers().lastHeader(Out.NONCE);
            if (writer != null) {
                parts.marks().readBarrier(sink, new String(writer.value(), StandardCharsets.UTF_8));
                openIfPassed(now);
            }
        } else {
            parts.waitingRoom().readBack(input.keyText());
        }
    }

    /** Does what is due. */
    void advance(long now) {
        parts.marks().advance(now);
        openIfPassed(now);
        if (scheduler.nextWake() <= now) {
            scheduler.advance(now);
        }
        parts.unknown().advance(now);
        parts.statuses().advance(now, AT_ONCE, id -> scheduler.explain(id, now));
        if (now >= nextShow) {
            nextShow = now + SHOW_EVERY;
            show(now);
        }
    }

    private void show(long now) {
        scheduler.showChanged(AT_ONCE, now, view -> parts.out().credentialState(Shows.credential(view, now)));
        long since = lastQueues == 0 ? now : lastQueues;
        lastQueues = now;
        scheduler.queues(now).forEach(view -> parts.out().queueIfChanged(Shows.queue(view, since, now)));
        parts.ledger().sweep(now, AT_ONCE);
    }

    private void openIfPassed(long now) {
        if (!open && parts.marks().passed()) {
            open = true;
            resumeWaiting(now);
            scheduler.open(now);
        }
    }

    private void resumeWaiting(long now) {
        parts.waitingRoom().each((id, delayed) -> waits(id, delayed, now), id -> {});
    }

    private void waits(String id, long now) {
        DelayedRequest delayed = parts.waitingRoom().find(id);
        if (delayed != null) {
            waits(id, delayed, now);
        }
    }

    private void waits(String id, DelayedRequest delayed, long now) {
        if (scheduler.waits(id)) {
            return;
        }
        if (parts.directory().find(delayed.getRequest().getProvider()) == null) {
            parts.unknown().resume(id, delayed, now);
            return;
        }
        try {
            scheduler.resumeWaiting(
                    parts.requests().of(id, delayed, parts.requests().match(delayed.getRequest())), now);
        } catch (RequestRefused e) {
            parts.out().response(Responses.rejected(id, delayed, e.code(), e.getMessage(), now), delayed.getHeaders());
            parts.waitingRoom().release(id);
        }
    }

    /** Whether this task owns a provider; if not, the record goes to the one that does. */
    private boolean mine(Input input, String provider) {
        int owner = Partitions.of(provider, config.partitions());
        if (owner == parts.out().partition()) {
            return true;
        }
        if (!input.forwarded()) {
            parts.out().forward(input, owner);
        }
        return false;
    }

    private Topics topics() {
        return config.topics();
    }
}
