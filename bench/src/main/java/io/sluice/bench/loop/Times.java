package io.sluice.bench.loop;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** When each request was due or handed in and each response read, {@link System#nanoTime()}, by number of the request. */
public final class Times {
    /** Looks at the backlog, spread over a round. */
    private static final int LOOKS = 20;

    private static final double GROWN_SECONDS = 0.1;

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

    /** From each request to its response. */
    public Latencies untilAnswered() {
        return until(number -> answered[number]);
    }

    /** From each request to the instant that is given for its number, {@link System#nanoTime()}. */
    public Latencies until(IntToLongFunction instant) {
        return Latencies.ofNanos(IntStream.range(0, handedIn.length)
                .mapToObj(number -> instant.applyAsLong(number) - handedIn[number])
                .toList());
    }

    /**
     * Whether responses kept up with a steady rate: in the last quarter of the time, requests without a response were not
     * more than in its second quarter, but for a tenth of a second's.
     */
    public boolean isHeld() {
        long[] answers = answered.clone();
        Arrays.sort(answers);
        long[] requests = handedIn.clone();
        Arrays.sort(requests);
        long begin = requests[0];
        long length = requests[requests.length - 1] - begin;
        double[] backlog = IntStream.range(0, LOOKS)
                .mapToLong(look -> begin + length * look / LOOKS)
                .mapToDouble(at -> until(requests, at) - until(answers, at))
                .toArray();
        double before = Arrays.stream(backlog, LOOKS / 4, LOOKS / 2).average().orElseThrow();
        double last = Arrays.stream(backlog, LOOKS - LOOKS / 4, LOOKS).average().orElseThrow();
        double perSecond = requests.length * (double) TimeUnit.SECONDS.toNanos(1) / length;
        return last - before <= GROWN_SECONDS * perSecond;
    }

    private static int until(long[] sorted, long at) {
        int found = Arrays.binarySearch(sorted, at);
        return found < 0 ? -found - 1 : found;
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
