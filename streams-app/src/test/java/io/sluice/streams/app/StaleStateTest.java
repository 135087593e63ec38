package io.sluice.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleStateTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    private Path application;

    @Test
    void storesOfATaskThatDidNotEndInOrderAreRemoved() throws IOException {
        Path finished = task("0_0");
        Files.writeString(finished.resolve(".checkpoint"), "0");
        Path unfinished = task("0_1");
        Path other = Files.writeString(application.resolve("kafka-streams-process-metadata"), "{}");

        StaleState.forgetUnfinished(application);

        assertThat(finished.resolve("rocksdb").resolve("answers")).exists();
        assertThat(unfinished).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void whereNothingEverRanNothingIsRemoved() {
        StaleState.forgetUnfinished(application.resolve("absent"));
        assertThat(application).exists();
    }

    @Test
    void storesThatWereAwayForHalfADayAreStale() throws IOException {
        Path checkpoint = Files.writeString(task("0_0").resolve(".checkpoint"), "0");
        Files.setLastModifiedTime(checkpoint, FileTime.from(NOW.minus(Duration.ofHours(11))));
        assertThat(StaleState.isIn(application, NOW)).isFalse();
        Files.setLastModifiedTime(checkpoint, FileTime.from(NOW.minus(Duration.ofHours(13))));
        assertThat(StaleState.isIn(application, NOW)).isTrue();
    }

    private Path task(String name) throws IOException {
        Path task = Files.createDirectories(application.resolve(name));
        Files.createDirectories(task.resolve("rocksdb").resolve("answers"));
        return task;
    }
}
