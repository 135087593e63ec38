package io.sluice.connectors.http;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory for bodies of answers. A body is read only when there is room for all of it; until then its connection waits
 * unread. So bodies that are being read always come to their end, however many come at once.
 *
 * <p>Bodies are read in order of arrival, except that of those up to {@value #SMALL} bytes a few pass a larger one that does not
 * fit yet.
 */
public final class AnswerBytes {
    /** Bodies may take one part in so many of the heap's maximum, unless told otherwise. */
    private static final int PART_OF_HEAP = 4;

    /** The number of waiting bodies that, unread, take no more memory than those that are read. */
    private static final int WAITERS = 4_096;

    /** Bodies up to this size may pass a larger one, in bytes. */
    private static final int SMALL = 64 * 1024;

    /** Small bodies of one part in so many of the memory, in all, may pass one that waits: it is served soon after. */
    private static final int PART_THAT_PASSES = 16;

    private static final int SMALLEST_WINDOW = 64 * 1024;
    private static final int LARGEST_WINDOW = 1024 * 1024;

    private final long most;
    private final Executor loop;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong unread = new AtomicLong();
    private final ArrayDeque<Waiter> small = new ArrayDeque<>();
    private final ArrayDeque<Waiter> large = new ArrayDeque<>();
    private long arrivals;
    /** How many bytes have passed the first of the large bodies. */
    private long passed;

    private volatile boolean anyWaits;

    private record Waiter(long arrival, long bytes, long unread, Runnable granted) {}

    /** @param most bytes in all; one body may have them all, however long it is */
    public AnswerBytes(long most, Executor loop) {
        if (most < 1) {
            throw new IllegalArgumentException("memory for answers of " + most + " bytes: expected at least 1");
        }
        this.most = most;
        this.loop = loop;
    }

    /** A quarter of the heap's maximum. */
    public static long partOfHeap() {
        return Math.max(1, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** The most bytes of one body that may come over HTTP/2 while it waits: 64 KiB to 1 MiB, by how much memory there is. */
    int streamWindow() {
        return (int) Math.max(SMALLEST_WINDOW, Math.min(LARGEST_WINDOW, most / WAITERS));
    }

    /** Whether no further call should start now, since a body waits or all is taken. From any thread. */
    public boolean full() {
        return anyWaits || taken() >= most;
    }

    /**
     * The part of {@code places} that there is memory for, at least 1: all while half of it is free, 1 while a body waits. From
     * any thread.
     */
    public int placesOf(int places) {
        if (anyWaits) {
            return 1;
        }
        long free = Math.max(0, most - taken());
        return free >= most / 2 ? places : (int) Math.max(1, Math.min(places, places * 2.0 * free / most));
    }

    /** Gives back. From any thread. */
    public void release(long bytes) {
        held.addAndGet(-bytes);
        if (anyWaits) {
            loop.execute(this::serve);
        }
    }

    /** Takes without waiting: what is in memory already. From any thread. */
    public void take(long bytes) {
        held.addAndGet(bytes);
    }

    /**
     * Runs {@code granted} when {@code bytes} were taken; at once if there is room. What is returned ends the waiting. On the
     * loop alone.
     *
     * @param unread bytes that may come meanwhile. They keep further calls from starting, and no body from being read: if all
     *     could wait for each other's, none would end
     */
    Runnable await(long bytes, long unread, Runnable granted) {
        if (bytes == 0 || (!anyWaits && fits(bytes))) {
            take(bytes);
            granted.run();
            return () -> {};
        }
        Waiter waiter = new Waiter(arrivals++, bytes, unread, granted);
        ArrayDeque<Waiter> line = bytes <= SMALL ? small : large;
        line.add(waiter);
        this.unread.addAndGet(unread);
        anyWaits = true;
        serve();
        return () -> {
            boolean first = arrivalOf(line) == waiter.arrival();
            if (line.remove(waiter)) {
                passed = first && line == large ? 0 : passed;
                this.unread.addAndGet(-unread);
                serve();
            }
        };
    }

    private void serve() {
        for (Waiter next = next(); next != null; next = next()) {
            take(next.bytes());
            unread.addAndGet(-next.unread());
            next.granted().run();
        }
        anyWaits = !small.isEmpty() || !large.isEmpty();
    }

    /** Takes who is served now out of its line; null if nobody is. */
    private @Nullable Waiter next() {
        ArrayDeque<Waiter> first = arrivalOf(small) < arrivalOf(large) ? small : large;
        if (!first.isEmpty() && fits(first.element().bytes())) {
            passed = first == large ? 0 : passed;
            return first.remove();
        }
        if (first == large && !small.isEmpty() && mayPass(small.element().bytes())) {
            passed += small.element().bytes();
            return small.remove();
        }
        return null;
    }

    private static long arrivalOf(ArrayDeque<Waiter> line) {
        return line.isEmpty() ? Long.MAX_VALUE : line.element().arrival();
    }

    private boolean mayPass(long bytes) {
        return passed + bytes <= most / PART_THAT_PASSES && fits(bytes);
    }

    private long taken() {
        return held.get() + unread.get();
    }

    private boolean fits(long bytes) {
        long now = held.get();
        return now <= 0 || now + bytes <= most;
    }
}
