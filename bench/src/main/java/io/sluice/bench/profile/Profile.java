package io.sluice.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import jdk.jfr.Recording;

/** A flight recording of what runs while it is open; its report goes to stderr when it is closed. */
public final class Profile implements AutoCloseable {
    private final Optional<Recording> recording;
    private final Optional<Path> file;

    private Profile(Optional<Recording> recording, Optional<Path> file) {
        this.recording = recording;
        this.file = file;
    }

    /** Begins to record where there is a file to record to. */
    public static Profile into(Optional<Path> file) {
        return new Profile(file.map(path -> begin()), file);
    }

    @Override
    public void close() throws IOException {
        if (recording.isPresent() && file.isPresent()) {
            recording.get().stop();
            recording.get().dump(file.get());
            recording.get().close();
            System.err.print(ProfileReport.of(file.get()));
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
