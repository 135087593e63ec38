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
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes requests: reads, checks, recognises repeated ones, and hands the rest to the scheduler. */
final class Intake {
    /** Finds ids in records that cannot be read as a whole, so that their senders get an answer. */
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"\\\\]{1,200})\"");

    private static final Pattern PROVIDER = Pattern.compile("\"provider\"\\s*:\\s*\"([^\"\\\\]{1,100})\"");

    private final Topic<ApiRequest> topic;
    /** What records without an id of their own are called; no id may look like it. */
    private final Pattern place;

    private final Requests requests;
    private final Directory directory;
    private final Ledger ledger;
    private final WaitingRoom waitingRoom;
    private final Desk desk;
    private final Unknown unknown;
    private final Cancellations cancellations;
    private final Endings endings;
    private final Out out;
    /** Whether the scheduler has all that waited before a restart. */
    private boolean open;

    Intake(
            Topic<ApiRequest> topic,
            Returning.Knowledge knowledge,
            Applier.Stores stores,
            Unknown unknown,
            Endings endings,
            Out out) {
        this.topic = topic;
        this.place = Pattern.compile(Pattern.quote(topic.name()) + "-\\d+-\\d+");
        this.requests = knowledge.requests();
        this.directory = knowledge.directory();
        this.cancellations = knowledge.cancellations();
        this.ledger = stores.ledger();
        this.waitingRoom = stores.waitingRoom();
        this.desk = stores.desk();
        this.unknown = unknown;
        this.endings = endings;
        this.out = out;
    }

    /** All that waited before a restart have been brought back. */
    void opened() {
        open = true;
    }

    /** Takes a record; dead-letters it where it is no request. */
    void take(Input input, byte[] value, ApiRequest request, Scheduler scheduler, long now) {
        String id = request.getId() == null ? input.place() : request.getId();
        DelayedRequest delayed = delayed(input, request);
        if (input.size() > RequestRules.MAX_BYTES) {
            reject(id, delayed, "too-large", "the record is larger than 512 KiB", now);
        } else if (request.getId() != null && place.matcher(request.getId()).matches()) {
            reject(id, delayed, "bad-request", "field 'id' is '" + id + "', which names a record without an id", now);
        } else if (request.getId() == null || !repeated(id, request, delayed, scheduler, now)) {
            enter(id, delayed, scheduler, now);
        }
    }

    /** Reads a record; answers and dead-letters it where that fails. */
    @Nullable
    ApiRequest read(Input input, byte[] value, long now) {
        try {
            return topic.read(value);
        } catch (UnreadableRecordException e) {
            String text = new String(value, 0, Math.min(value.length, RequestRules.MAX_BYTES), StandardCharsets.UTF_8);
            Matcher id = ID.matcher(text);
            Matcher provider = PROVIDER.matcher(text);
            if (value.length > 0 && value[0] == '{' && id.find() && provider.find()) {
                ApiRequest request = ApiRequest.newBuilder()
                        .setId(id.group(1))
                        .setProvider(provider.group(1))
                        .setPath("/")
                        .build();
                String code = e.unknownField() ? "unknown-field" : "bad-request";
                reject(id.group(1), delayed(input, request), code, e.getMessage(), now);
            }
            out.deadLetter(input, e.getMessage(), true);
            return null;
        }
    }

    /** Hands a request to the scheduler, or lets it wait for its provider's file. */
    private void enter(String id, DelayedRequest delayed, Scheduler scheduler, long now) {
        desk.arrived(id, delayed);
        if (directory.find(delayed.getRequest().getProvider()) == null) {
            unknown.park(id, delayed, now);
            return;
        }
        if (cancellations.cover(id, delayed.getRequest(), delayed.getRequestedAt())) {
            endings.cancelled(id, delayed, false);
            return;
        }
        try {
            Matched matched = requests.match(delayed.getRequest());
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
            ApiResponse again = ApiResponse.newBuilder(answered.getResponse())
                    .setDuplicate(true)
                    .build();
            out.response(again, delayed.getHeaders());
        } else {
            reused(id, delayed, now);
        }
    }

    /** The request of that id if one waits. Most do not, and to ask the stores of the waiting room for each would be dear. */
    private @Nullable DelayedRequest waiting(String id, Scheduler scheduler) {
        boolean mayWait = !open || scheduler.waits(id) || unknown.anyWaits();
        return mayWait ? waitingRoom.find(id) : null;
    }

    private void reused(String id, DelayedRequest delayed, long now) {
        reject(id, delayed, "id-reused", "another request with this id came within 24 hours", now);
    }

    private void reject(String id, DelayedRequest delayed, String code, String reason, long now) {
        out.response(Responses.rejected(id, delayed, code, reason, now), delayed.getHeaders());
    }

    private static boolean sameDigest(ByteBuffer digest, ApiRequest request) {
        return digest.equals(ByteBuffer.wrap(Digests.of(request)));
    }

    private static DelayedRequest delayed(Input input, ApiRequest request) {
        List<Header> headers = new ArrayList<>();
        input.headers()
                .forEach(header -> headers.add(
                        new Header(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value()))));
        return new DelayedRequest(request, headers, "", 0L, 0, input.ticket(), 0, input.timestamp(), List.of(), 0);
    }
}
