package io.sluice.bench.loop;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** When each request was handed in and each response read, {@link System#nanoTime()}, by number of the request. */
public final class Times {
    private final long[] handedIn;
    private final long[] answered;

    Times(int requests) {
        this.handedIn = new long[requests];
        this.answered = new long[requests];
    }

    /** From the first request to the last response, in ns. */
    public long span() {
        return Arrays.stream(answered).max().orElseThrow()
                - Arrays.stream(handedIn).min().orElseThrow();
    }

    /** From each request to its response, in ns. */
    public long[] untilAnswered() {
        return until(number -> answered[number]);
    }

    /** From each request to the instant that is given for its number, in ns. */
    public long[] until(IntToLongFunction instant) {
        return IntStream.range(0, handedIn.length)
                .mapToLong(number -> instant.applyAsLong(number) - handedIn[number])
                .toArray();
    }

    int size() {
        return handedIn.length;
    }

    void handedIn(int number, long at) {
        handedIn[number] = at;
    }

    boolean isAnswered(int number) {
        return answered[number] != 0;
    }

    void answered(int number, long at) {
        answered[number] = at;
    }
}
