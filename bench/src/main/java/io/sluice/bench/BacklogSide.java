package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.SluiceProcess;
import io.sluice.bench.loop.UpLoop;
import io.sluice.bench.peer.LoopSubject;
import io.sluice.bench.peer.Subject;
import io.sluice.bench.upstream.LoggingNginx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A pipeline in a process of its own in which so many requests wait all the time, with its API. */
final class BacklogSide implements AutoCloseable {
    private static final int CONCURRENCY = 256;

    private final String name;
    private final int waiting;
    private final LoggingNginx api;
    private final UpLoop loop;
    private final Subject others;
    private final List<Subject.Round> counted = new ArrayList<>();
    private int filled;
    private int called;

    private BacklogSide(String name, int waiting, LoggingNginx api, UpLoop loop) {
        this.name = name;
        this.waiting = waiting;
        this.api = api;
        this.loop = loop;
        this.others = new LoopSubject(loop, Bodies.ofBytes(500));
    }

    /** Starts one with its files in an empty folder; returns when the requests wait. */
    static BacklogSide start(Path folder, String name, String limit, int waiting) throws Exception {
        LoggingNginx api = LoggingNginx.start(folder, Api.SLOW);
        UpLoop loop = UpLoop.start(folder, Api.withSlow(api.port(), CONCURRENCY, limit));
        BacklogSide side = new BacklogSide(name, waiting, api, loop);
        side.fill();
        return side;
    }

    /** Has other requests called in a closed loop; rounds up to 0 do not count. */
    void round(int number, int requests, int outstanding) throws IOException, InterruptedException {
        fill();
        Subject.Round round = others.round("r" + (number + requests) + "-", requests, outstanding);
        Results.progress(
                "%s %d, %,d waiting  %,9.0f calls/s of others",
                number > 0 ? "round" : "warm-up", number, waiting, round.callsPerSecond());
        if (number > 0) {
            counted.add(round);
        }
    }

    /** The median of the rounds that counted. */
    double callsPerSecond() {
        return Figures.median(counted, Subject.Round::callsPerSecond);
    }

    SluiceProcess.Footprint footprint() throws IOException {
        return loop.process().footprint();
    }

    /** Watches for so many seconds how those that wait are called. */
    WakeUps wakeUps(int quota, int windowMillis, int seconds) throws IOException, InterruptedException {
        called += api.arrivals().size();
        TimeUnit.SECONDS.sleep(seconds);
        List<Long> nanos =
                api.arrivals().stream().map(TimeUnit.MILLISECONDS::toNanos).toList();
        called += nanos.size();
        return WakeUps.of(nanos, quota, TimeUnit.MILLISECONDS.toNanos(windowMillis));
    }

    @Override
    public void close() {
        others.close();
        api.close();
    }

    /** Replaces those that were called meanwhile. */
    private void fill() throws IOException, InterruptedException {
        called += api.arrivals().size();
        int missing = waiting - (filled - called);
        filled += missing;
        loop.fill(missing);
        Results.progress("%s: %,d requests wait", name, waiting);
    }
}
