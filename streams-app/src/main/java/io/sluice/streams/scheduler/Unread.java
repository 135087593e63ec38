package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Progress;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Header;
import io.sluice.schemas.RetryTopic;
import io.sluice.schemas.serde.RegistryException;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.UnknownSchemaException;
import io.sluice.schemas.serde.UnreadableRecordException;
import io.sluice.schemas.wire.Buffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that nobody can read now: the registry is away, or does not know their schema yet. They wait in the waiting room with
 * their bytes as they are, and nothing behind them waits for them. Once the registry tells what they are, they are put back through
 * {@code forwarded}, in their place in line.
 */
final class Unread {
    private static final Logger LOG = LoggerFactory.getLogger(Unread.class);
    /** How their keys in the waiting room begin; no id of a request has control characters. */
    private static final String PREFIX = "\u0001unread ";

    private static final String KEY = "key";
    private static final String VALUE = "value";

    /** Time between two looks at those that could not be read, in ms. */
    private static final long EVERY = 1_000;

    private final Topic<ApiRequest> topic;
    private final WaitingRoom waitingRoom;
    private final Out out;
    /** Their keys in the waiting room, in the order in which they are looked at. */
    private final Set<String> keys = new LinkedHashSet<>();

    private long next;

    Unread(Topic<ApiRequest> topic, WaitingRoom waitingRoom, Out out) {
        this.topic = topic;
        this.waitingRoom = waitingRoom;
        this.out = out;
    }

    /** Whether a key of the waiting room is of such a request. */
    static boolean isUnread(String key) {
        return key.startsWith(PREFIX);
    }

    /**
     * A request begins to wait.
     *
     * @param input with its place in line
     */
    void park(Input input, byte[] value, KafkaException why) {
        if (keys.isEmpty()) {
            LOG.warn("requests cannot be read now, and wait: {}", why.getMessage());
        }
        String key = PREFIX + input.place() + ' ' + input.ticket();
        keys.add(key);
        waitingRoom.park(key, Delayed.waiting(wrapped(input, value), RetryTopic.BUDGET, "unread", Progress.NONE));
    }

    /** A request waits already. */
    void resume(String key) {
        keys.add(key);
    }

    /** Puts back those that can be read, or never will be; looks at so many at most. */
    void advance(int most, long now) {
        if (keys.isEmpty() || now < next) {
            return;
        }
        List<String> still = new ArrayList<>();
        int looked = 0;
        Iterator<String> all = keys.iterator();
        for (; looked < most && all.hasNext(); looked++) {
            String key = all.next();
            DelayedRequest wrapped = waitingRoom.find(key);
            all.remove();
            if (wrapped != null && !putBack(key, wrapped)) {
                still.add(key);
            }
        }
        if (still.size() == looked) {
            next = now + EVERY;
        }
        keys.addAll(still);
        if (keys.isEmpty()) {
            LOG.info("all requests that could not be read go on");
        }
    }

    /** Returns whether it can be told what it is. */
    private boolean putBack(String key, DelayedRequest wrapped) {
        List<Header> parts = wrapped.getHeaders();
        byte[] value = bytes(parts.get(1));
        if (value != null && !isTold(value)) {
            return false;
        }
        Headers headers = new RecordHeaders();
        parts.subList(2, parts.size()).forEach(header -> headers.add(header.getName(), bytes(header)));
        out.putBack(bytes(parts.get(0)), value, headers);
        waitingRoom.release(key, wrapped);
        return true;
    }

    private boolean isTold(byte[] value) {
        try {
            topic.read(value);
            return true;
        } catch (RegistryException | UnknownSchemaException notYet) {
            return false;
        } catch (UnreadableRecordException toBeAnswered) {
            return true;
        }
    }

    /** A record of the waiting room that holds another record: its key, its value, and then its headers. */
    private static DelayedRequest wrapped(Input input, byte[] value) {
        List<Header> parts = new ArrayList<>();
        parts.add(header(KEY, input.key()));
        parts.add(header(VALUE, value));
        input.headersWithOrigin().forEach(header -> parts.add(header(header.key(), header.value())));
        ApiRequest nobodys =
                ApiRequest.newBuilder().setProvider("").setPath("/").build();
        Long ticket = input.ticket();
        return Delayed.fresh(nobodys, parts, ticket == null ? 0 : ticket, input.timestamp());
    }

    private static Header header(String name, byte @Nullable [] value) {
        return new Header(name, value == null ? null : ByteBuffer.wrap(value));
    }

    private static byte @Nullable [] bytes(Header header) {
        ByteBuffer value = header.getValue();
        return value == null ? null : Buffers.bytes(value);
    }
}
