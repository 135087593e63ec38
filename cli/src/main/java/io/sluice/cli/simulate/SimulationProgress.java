package io.sluice.cli.simulate;

import io.sluice.cli.run.LiveBlock;
import io.sluice.cli.talk.Wording;
import io.sluice.core.forecast.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says on stderr how far simulations have come, where they take longer than a moment. */
public final class SimulationProgress implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1_500;
    private static final long TERMINAL_EVERY = 200;
    private static final long PLAIN_EVERY = 5_000;

    private final boolean terminal = Boolean.getBoolean("sluice.terminal");
    private @Nullable LiveBlock block;
    private long next = millis() + PATIENCE_MILLIS;

    /** The progress of one simulation; whether its workload ends by itself. */
    ProgressListener of(String name, boolean ends) {
        return (passed, answered, requests) -> {
            if (millis() >= next) {
                String of = ends ? String.format(Locale.ROOT, " of %,d", requests) : "";
                show(String.format(
                        Locale.ROOT,
                        "simulating %s: %s passed, %,d%s requests answered",
                        name,
                        Wording.duration(passed),
                        answered,
                        of));
            }
        };
    }

    private void show(String line) {
        next = millis() + (terminal ? TERMINAL_EVERY : PLAIN_EVERY);
        if (terminal && block == null) {
            block = LiveBlock.onStderr();
        }
        if (block != null) {
            block.draw(List.of(line));
        } else {
            System.err.println(line);
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Leaves the terminal clean for what follows. */
    @Override
    public void close() {
        if (block != null) {
            try {
                block.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
