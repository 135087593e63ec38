package io.sluice.bench.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;

/**
 * A flight recording, of which one piece of work is looked at.
 *
 * <p>It is to be begun before everything is warm: to begin one throws compiled code away.
 */
public final class Profile implements AutoCloseable {
    private final Recording recording = new Recording();
    private final Path file;

    private Profile(Path file) {
        this.file = file;
    }

    /** Begins to record. */
    public static Profile begin(Path file) {
        Profile profile = new Profile(file);
        Recording recording = profile.recording;
        recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
        recording.enable("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(10));
        recording.enable("jdk.CPULoad").withPeriod(Duration.ofSeconds(1));
        recording.enable("jdk.GarbageCollection");
        recording.start();
        return profile;
    }

    /** Does the work of so many calls, writes the recording to the file, and says on stderr where its time went. */
    public <T> T of(Callable<T> work, int calls) throws Exception {
        Instant start = Instant.now();
        ThreadTimes before = ThreadTimes.now();
        T result = work.call();
        ThreadTimes spent = ThreadTimes.now().since(before);
        Instant end = Instant.now();
        recording.dump(file);
        System.err.print(ProfileReport.of(file, start, end, spent.forEach(calls)));
        return result;
    }

    @Override
    public void close() {
        recording.close();
    }
}
