package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.Matched;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.RequestRules;
import io.sluice.schemas.Answered;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Header;
import io.sluice.schemas.PendingCall;
import io.sluice.schemas.serde.RegistryException;
import io.sluice.schemas.serde.TopFields;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.UnknownSchemaException;
import io.sluice.schemas.serde.UnreadableRecordException;
import io.sluice.schemas.wire.ReasonCodes;
import io.sluice.schemas.wire.Texts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Takes requests: reads, checks, recognises repeated ones, and hands the rest to the scheduler. */
final class Intake {
    /** The fields that are looked for in a record that cannot be read as a whole, so that its sender gets an answer. */
    private static final Set<String> TOLD = Set.of("id", "provider");

    private static final String TOO_LARGE = "the record is larger than 512 KiB";

    private final Topic<ApiRequest> topic;
    /** What records without an id of their own are called; no id may look like it. */
    private final Pattern place;

    private final Requests requests;
    private final Directory directory;
    private final Ledger ledger;
    private final WaitingRoom waitingRoom;
    private final Desk desk;
    private final Unknown unknown;
    private final Unread unread;
    private final Cancellations cancellations;
    private final Returning returning;
    private final Endings endings;
    private final Out out;
    private final Tickets tickets = new Tickets();

    Intake(
            Topic<ApiRequest> topic,
            Returning.Knowledge knowledge,
            Applier.Stores stores,
            Returning.Apart apart,
            Returning returning,
            Endings endings,
            Out out) {
        this.topic = topic;
        this.place = Pattern.compile(Pattern.quote(topic.name()) + "-\\d+-\\d+(-\\d+)?");
        this.requests = knowledge.requests();
        this.directory = knowledge.directory();
        this.cancellations = knowledge.cancellations();
        this.ledger = stores.ledger();
        this.waitingRoom = stores.waitingRoom();
        this.desk = stores.desk();
        this.unknown = apart.unknown();
        this.unread = apart.unread();
        this.returning = returning;
        this.endings = endings;
        this.out = out;
    }

    /** Takes a request that was read. */
    void take(Input input, ApiRequest request, Scheduler scheduler, long now) {
        String id = request.getId() == null ? freePlace(input, scheduler) : request.getId();
        DelayedRequest delayed = delayed(input, request, now);
        if (request.getId() != null && looksLikePlace(request.getId())) {
            reject(
                    id,
                    delayed,
                    ReasonCodes.BAD_REQUEST,
                    "field 'id' is '" + id + "', which names a record without an id",
                    now);
        } else if (request.getId() == null || !repeated(id, request, delayed, scheduler, now)) {
            enter(id, delayed, scheduler, now);
        }
    }

    /** Puts a request back that came too early; it keeps its place in line. */
    void putBack(Input input, long now) {
        out.forward(input.withTicket(ticket(input, now)), out.partition());
    }

    /**
     * Reads a record; answers it where that fails or it is too large, and dead-letters it where it cannot be read. One that
     * cannot be read now waits.
     */
    @Nullable
    ApiRequest read(Input input, byte[] value, long now) {
        ApiRequest request;
        try {
            request = topic.read(value);
        } catch (RegistryException | UnknownSchemaException e) {
            later(input, value, e, now);
            return null;
        } catch (UnreadableRecordException e) {
            Map<String, String> told = TopFields.read(value, RequestRules.MAX_BYTES, TOLD);
            String code = e.unknownField() ? ReasonCodes.UNKNOWN_FIELD : ReasonCodes.BAD_REQUEST;
            unreadable(
                    input, told.get("id"), told.getOrDefault("provider", ""), new Refusal(code, e.getMessage()), now);
            return null;
        }
        boolean tooLarge = input.size() > RequestRules.MAX_BYTES;
        ApiRequest shown = tooLarge ? Shortened.of(request) : request;
        String id = shown.getId() == null ? input.place() : shown.getId();
        try {
            RequestRules.provider(request);
        } catch (RequestRefused e) {
            unreadable(input, id, request.getProvider(), new Refusal(e.code(), e.getMessage()), now);
            return null;
        }
        if (tooLarge) {
            reject(id, delayed(input, shown, now), ReasonCodes.TOO_LARGE, TOO_LARGE, now);
            return null;
        }
        try {
            RequestRules.names(request);
        } catch (RequestRefused e) {
            reject(id, delayed(input, Shortened.of(request), now), e.code(), e.getMessage(), now);
            out.deadLetter(input, e.getMessage(), true);
            return null;
        }
        return request;
    }

    /** A giant cannot be written once more with what it takes to wait. */
    private void later(Input input, byte[] value, KafkaException why, long now) {
        if (input.size() > Out.MOST_BYTES) {
            out.deadLetter(input, TOO_LARGE, true);
        } else {
            unread.park(input.withTicket(ticket(input, now)), value, why);
        }
    }

    /** Sets a request aside that the task cannot handle; its sender is answered all the same, where its id can be read. */
    void setAside(Input input, byte[] value, String reason, long now) {
        Map<String, String> told;
        try {
            ApiRequest request = topic.read(value);
            String id = request.getId() == null ? input.place() : request.getId();
            told = Map.of("id", id, "provider", request.getProvider());
        } catch (RuntimeException unreadable) {
            told = TopFields.read(value, RequestRules.MAX_BYTES, TOLD);
        }
        unreadable(
                input,
                told.get("id"),
                told.getOrDefault("provider", ""),
                new Refusal(ReasonCodes.BAD_REQUEST, reason),
                now);
    }

    private boolean looksLikePlace(String id) {
        return id.startsWith(topic.name()) && place.matcher(id).matches();
    }

    /** In a topic that was made again a record may lie where one lay that is not answered yet. */
    private String freePlace(Input input, Scheduler scheduler) {
        String place = input.place();
        boolean taken = ledger.call(place) != null || waiting(place, scheduler) != null;
        return taken ? place + '-' + input.timestamp() : place;
    }

    private record Refusal(String code, String reason) {}

    private void unreadable(Input input, @Nullable String id, String provider, Refusal refusal, long now) {
        if (id != null) {
            ApiRequest request = ApiRequest.newBuilder()
                    .setId(id)
                    .setProvider(Texts.shown(provider, Shortened.LONGEST_NAME))
                    .setPath("/")
                    .build();
            reject(id, delayed(input, request, now), refusal.code(), refusal.reason(), now);
        }
        out.deadLetter(input, refusal.reason(), true);
    }

    /** Hands a request to the scheduler, or lets it wait for its provider's file. */
    private void enter(String id, DelayedRequest delayed, Scheduler scheduler, long now) {
        try {
            if (directory.find(delayed.getRequest().getProvider()) == null) {
                RequestRules.check(delayed.getRequest());
                unknown.park(id, delayed, now);
                return;
            }
            Matched matched = requests.match(delayed);
            if (cancellations.cover(id, delayed.getRequest(), delayed.getRequestedAt())) {
                endings.cancelled(id, delayed, false);
                return;
            }
            desk.arrived(id, Delayed.goingWith(delayed, matched.account()));
            scheduler.request(requests.of(id, delayed, matched), now);
        } catch (RequestRefused e) {
            reject(id, delayed, e.code(), e.getMessage(), now);
        }
    }

    private boolean repeated(String id, ApiRequest request, DelayedRequest delayed, Scheduler scheduler, long now) {
        PendingCall call = ledger.call(id);
        DelayedRequest kept = call != null ? call.getDelayed() : waiting(id, scheduler);
        if (kept == null) {
            Answered answered = ledger.answer(id, now);
            if (answered != null) {
                answerAgain(id, request, delayed, answered, now);
            }
            return answered != null;
        }
        if (!Arrays.equals(Digests.of(kept.getRequest()), Digests.of(request))) {
            reused(id, delayed, now);
        }
        return true;
    }

    private void answerAgain(String id, ApiRequest request, DelayedRequest delayed, Answered answered, long now) {
        if (sameDigest(answered.getDigest(), request)) {
            ApiResponse again = ApiResponse.newBuilder(out.read(answered.getResponse()))
                    .setDuplicate(true)
                    .build();
            out.response(again, delayed.getHeaders());
        } else {
            reused(id, delayed, now);
        }
    }

    /** The request of that id if one waits. Most do not, and to ask the stores of the waiting room for each would be dear. */
    private @Nullable DelayedRequest waiting(String id, Scheduler scheduler) {
        boolean mayWait = !returning.isDone() || scheduler.waits(id) || unknown.anyWaits() || directory.refusesAny();
        return mayWait ? waitingRoom.find(id) : null;
    }

    private void reused(String id, DelayedRequest delayed, long now) {
        reject(id, delayed, ReasonCodes.ID_REUSED, "another request with this id came within 24 hours", now);
    }

    private void reject(String id, DelayedRequest delayed, String code, String reason, long now) {
        out.response(Responses.rejected(id, delayed, code, reason, now), delayed.getHeaders());
    }

    private static boolean sameDigest(ByteBuffer digest, ApiRequest request) {
        return digest.equals(ByteBuffer.wrap(Digests.of(request)));
    }

    /** Headers that are too large by themselves are left out: the answer could not be written with them. */
    private DelayedRequest delayed(Input input, ApiRequest request, long now) {
        List<Header> headers = new ArrayList<>();
        if (input.headersSize() <= RequestRules.MAX_BYTES) {
            input.headers()
                    .forEach(header -> headers.add(
                            new Header(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value()))));
        }
        return Delayed.fresh(request, headers, ticket(input, now), input.timestamp());
    }

    private long ticket(Input input, long now) {
        Long its = input.ticket();
        return its == null ? tickets.next(now) : its;
    }
}
