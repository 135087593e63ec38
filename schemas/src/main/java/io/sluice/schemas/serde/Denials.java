package io.sluice.schemas.serde;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What a registry did not give lately, so that not each record asks it again. Who reads has no time to wait for a registry that is
 * away, and a program that writes records of an unknown schema writes many of them.
 */
final class Denials {
    private static final int MOST = 1_000;
    private static final long SECOND = 1_000_000_000L;

    /** How long an id that is no schema of ours stays so without being asked for, in ns. */
    private static final long UNREADABLE = 10 * SECOND;

    /** How long an id may be unknown to a registry that is behind, in ns. */
    private static final long BEHIND = 3 * SECOND;

    /** After this an id is not remembered as unknown where others need the room, in ns. */
    private static final long FORGOTTEN = 60 * SECOND;

    /** A registry that is away is not asked for so many times as long as the last question took. */
    private static final int REST = 4;

    private final LongSupplier clock;
    private final Map<Integer, Denial> byId = new ConcurrentHashMap<>();
    /** By id: when a registry said first that it does not know it. */
    private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();

    private volatile @Nullable Denial ofAll;

    private record Denial(KafkaException why, long until) {}

    /** @param clock in ns */
    Denials(LongSupplier clock) {
        this.clock = clock;
    }

    long now() {
        return clock.getAsLong();
    }

    /** Throws what was said of an id, or of all of them, while that stands. */
    void check(int id) {
        long now = now();
        throwWhileItStands(byId.get(id), now);
        throwWhileItStands(ofAll, now);
    }

    private static void throwWhileItStands(@Nullable Denial denial, long now) {
        if (denial != null && now - denial.until() < 0) {
            throw denial.why();
        }
    }

    /** Whether the registry may yet come to know an id that it does not know now. */
    boolean mayBeBehind(int id) {
        long now = now();
        if (unknownSince.size() >= MOST) {
            unknownSince.values().removeIf(since -> now - since > FORGOTTEN);
        }
        if (unknownSince.size() >= MOST && !unknownSince.containsKey(id)) {
            return false;
        }
        return now - unknownSince.computeIfAbsent(id, first -> now) < BEHIND;
    }

    /** The registry says of an id that there is no such schema of ours. */
    void unreadable(int id, UnreadableRecordException why) {
        remember(id, new Denial(why, now() + (why instanceof UnknownSchemaException ? SECOND : UNREADABLE)));
    }

    /** The registry answered, but not what was asked. */
    void refused(int id, RegistryException why) {
        remember(id, new Denial(why, now() + SECOND));
    }

    /**
     * The registry did not answer.
     *
     * @param asked when it was asked, by {@link #now}
     */
    void unanswered(RegistryException why, long asked) {
        long now = now();
        ofAll = new Denial(why, now + Math.max(SECOND, REST * (now - asked)));
    }

    private void remember(int id, Denial denial) {
        if (byId.size() >= MOST) {
            byId.clear();
        }
        byId.put(id, denial);
    }
}
