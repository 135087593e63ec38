package io.sluice.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.jfr.Recording;

/** Flight recordings of a piece of work; their reports go to stderr. */
public final class Profile {
    private Profile() {}

    /** Does the work, and records it where there is a file to record to. */
    public static <T> T of(Optional<Path> file, Supplier<T> work) throws IOException {
        if (file.isEmpty()) {
            return work.get();
        }
        try (Recording recording = begin()) {
            T result = work.get();
            recording.stop();
            recording.dump(file.get());
            System.err.print(ProfileReport.of(file.get()));
            return result;
        }
    }

    private static Recording begin() {
        Recording recording = new Recording();
        recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
        recording.enable("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(10));
        recording.enable("jdk.ThreadCPULoad").withPeriod(Duration.ofSeconds(1));
        recording.enable("jdk.CPULoad").withPeriod(Duration.ofSeconds(1));
        recording.enable("jdk.GarbageCollection");
        recording.start();
        return recording;
    }
}
