package io.sluice.connectors;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that counts from an anchor with a monotonic source and compares with the wall clock: ten times a second, and whenever that
 * has gone ahead since, so that nobody is told the time of before a sleep.
 *
 * <pre>
 *   wall ahead by more than 2 s ──► the machine slept (its boot time went on as well) ──► catches up at once
 *                             └───► nobody can say whether that time passed ───────────► holds, and warns
 *   wall behind by more than 2 s ─► runs a tenth slower until they meet
 * </pre>
 *
 * <p>It holds, since a wall clock that was set forward would otherwise open every window that is counted by it.
 */
final class AnchoredClock implements Clock {
    private static final Logger LOG = LoggerFactory.getLogger(AnchoredClock.class);

    /** Differences up to here are nobody's fault. */
    private static final long SUSPECT_MILLIS = 2_000;

    private static final long LOOK_MILLIS = 100;
    private static final long STOPPED_MILLIS = 100;

    /** Of the time that passes while it runs slower, this part is left out. */
    private static final long SLOWER = 10;

    private static final long WARN_MILLIS = 600_000;

    private final LongSupplier wall;
    private final LongSupplier nanos;
    private final Supplier<OptionalLong> boot;
    private final long startNanos;
    private volatile long originMillis;
    private volatile long nextLook;
    private volatile long latest;
    /** How far ahead the wall clock stays, as far as that was judged, in ms. */
    private volatile long judged;

    private long bootOrigin;
    private boolean bootKnown;
    private long lastLook;
    private long nextWarning = Long.MIN_VALUE;

    /**
     * @param wall epoch milliseconds
     * @param nanos counts what passes while the machine is awake
     * @param boot milliseconds that passed since the machine started, asleep or awake
     */
    AnchoredClock(LongSupplier wall, LongSupplier nanos, Supplier<OptionalLong> boot) {
        this.wall = wall;
        this.nanos = nanos;
        this.boot = boot;
        this.startNanos = nanos.getAsLong();
        this.originMillis = wall.getAsLong();
        this.latest = originMillis;
        this.nextLook = LOOK_MILLIS;
        anchorBoot(0);
    }

    @Override
    public long millis() {
        long passed = passed();
        if (isDue(passed, wall.getAsLong())) {
            look();
        }
        long now = originMillis + passed;
        return now >= latest ? now : latest;
    }

    private boolean isDue(long passed, long shown) {
        return passed >= nextLook || shown - (originMillis + passed) - judged > SUSPECT_MILLIS;
    }

    private long passed() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - startNanos);
    }

    private synchronized void look() {
        long passed;
        long shown;
        OptionalLong sinceBoot;
        do { // a stop of this process between two readings would look like a sleep
            passed = passed();
            shown = wall.getAsLong();
            sinceBoot = shown - (originMillis + passed) > SUSPECT_MILLIS ? boot.get() : OptionalLong.empty();
        } while (passed() - passed > STOPPED_MILLIS);
        if (!isDue(passed, shown)) {
            return;
        }
        latest = Math.max(latest, originMillis + passed);
        long ahead = shown - (originMillis + passed);
        judged = ahead;
        if (ahead > SUSPECT_MILLIS) {
            judged = ahead - leap(passed, ahead, sinceBoot);
        } else if (ahead < -SUSPECT_MILLIS) {
            originMillis -= Math.min(-ahead, (passed - lastLook) / SLOWER);
            warn(
                    passed,
                    "behind this process's by {} ms: it was set back, and time goes slower here until they meet",
                    -ahead);
        }
        lastLook = passed;
        nextLook = passed + LOOK_MILLIS;
    }

    /** Takes what the machine slept, and no more; returns how much. */
    private synchronized long leap(long passed, long ahead, OptionalLong sinceBoot) {
        long slept = bootKnown && sinceBoot.isPresent() ? sinceBoot.getAsLong() - bootOrigin - passed : 0;
        long taken = slept > SUSPECT_MILLIS ? Math.min(ahead, slept) : 0;
        if (taken > 0) {
            LOG.info("the machine slept for {} ms", taken);
            originMillis += taken;
            anchorBoot(passed);
        }
        if (ahead - taken > SUSPECT_MILLIS) {
            warn(
                    passed,
                    "ahead of this process's by {} ms, and nothing tells that this time has passed; it opens no"
                            + " window. Start again to go by it",
                    ahead - taken);
        }
        return taken;
    }

    private void anchorBoot(long passed) {
        OptionalLong sinceBoot = boot.get();
        bootKnown = sinceBoot.isPresent();
        bootOrigin = sinceBoot.orElse(0) - passed;
    }

    private void warn(long passed, String what, long millis) {
        if (passed >= nextWarning) {
            nextWarning = passed + WARN_MILLIS;
            LOG.warn("the wall clock is " + what, millis);
        }
    }
}
