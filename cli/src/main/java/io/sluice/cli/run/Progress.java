package io.sluice.cli.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows how a run goes: a block that is redrawn on a terminal, a plain line every two seconds elsewhere. */
public final class Progress implements AutoCloseable {
    private static final long TERMINAL_EVERY = 200;
    private static final long PLAIN_EVERY = 2_000;
    private static final int BUDGETS_ON_A_LINE = 8;

    private final PrintStream err;
    private final @Nullable LiveBlock block;
    private final long startedAt;
    private long next;
    private boolean closed;

    private Progress(PrintStream err, @Nullable LiveBlock block, long now) {
        this.err = err;
        this.block = block;
        this.startedAt = now;
    }

    /** Plain lines. */
    public static Progress lines(PrintStream err, long now) {
        return new Progress(err, null, now);
    }

    /** On stderr; the launcher says whether that is a terminal. */
    public static Progress onStderr(long now) {
        LiveBlock block = Boolean.getBoolean("sluice.terminal") ? LiveBlock.onStderr() : null;
        return new Progress(System.err, block, now);
    }

    void show(int total, OptionalLong left, Collector collector, long now) {
        if (now < next || closed) {
            return;
        }
        next = now + (block == null ? PLAIN_EVERY : TERMINAL_EVERY);
        Glance glance = new Glance(
                total,
                collector.responses(),
                collector.inFlight(),
                collector.credentials(),
                now - startedAt,
                left,
                now);
        if (block == null) {
            err.println(glance.line(BUDGETS_ON_A_LINE));
        } else {
            block.draw(glance.block(block.height()));
        }
    }

    /** Leaves the terminal clean for what follows. */
    @Override
    public void close() {
        if (!closed && block != null) {
            try {
                block.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        closed = true;
    }
}
