package io.sluice.connectors.http;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for bodies of answers. A body is read only when there is room for all of it, in order of arrival; until then its
 * connection waits unread. So bodies that are being read always come to their end, however many come at once.
 */
public final class AnswerBytes {
    /** Of the heap's maximum, unless told otherwise. */
    private static final int PART_OF_HEAP = 4;

    /** So many bodies that wait take no more, unread, than those that are read. */
    private static final int WAITERS = 4_096;

    private static final int SMALLEST_WINDOW = 64 * 1024;
    private static final int LARGEST_WINDOW = 1024 * 1024;

    private final long most;
    private final Executor loop;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong unread = new AtomicLong();
    private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
    private volatile boolean anyWaits;

    private record Waiter(long bytes, long unread, Runnable granted) {}

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

    /** Whether no further call should start now. From any thread. */
    public boolean full() {
        return taken() >= most;
    }

    /** The part of {@code places} that there is memory for, at least 1: all while half of it is free. From any thread. */
    public int placesOf(int places) {
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
        Waiter waiter = new Waiter(bytes, unread, granted);
        waiting.add(waiter);
        this.unread.addAndGet(unread);
        anyWaits = true;
        serve();
        return () -> {
            if (waiting.remove(waiter)) {
                this.unread.addAndGet(-unread);
                serve();
            }
        };
    }

    private void serve() {
        while (!waiting.isEmpty() && fits(waiting.element().bytes())) {
            Waiter next = waiting.remove();
            take(next.bytes());
            unread.addAndGet(-next.unread());
            next.granted().run();
        }
        anyWaits = !waiting.isEmpty();
    }

    private long taken() {
        return held.get() + unread.get();
    }

    private boolean fits(long bytes) {
        long now = held.get();
        return bytes == 0 || now <= 0 || now + bytes <= most;
    }
}
