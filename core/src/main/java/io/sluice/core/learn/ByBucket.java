package io.sluice.core.learn;

/** A bucket: the longer it is left alone, the more it gives, and the better its rate is known. */
final class ByBucket implements Stage {
    private static final int TIMES = 4;
    private static final long ENOUGH = 64;

    private final long capacity;
    private long count;
    private long took;
    private long wallAt;

    private ByBucket(long capacity, long count, long took, long wallAt) {
        this.capacity = capacity;
        this.count = count;
        this.took = took;
        this.wallAt = wallAt;
    }

    /** {@code count} calls passed within {@code took} ms from wall to wall. */
    static Stage of(Run run, long count, long took, long capacity, Refused refused) {
        return new ByBucket(capacity, count, took, refused.sentAt()).next(run, count, refused);
    }

    /** It gave all that it holds; before, {@code count} calls had passed within {@code took} ms. */
    static Stage full(Run run, long held, long count, long took, Refused refused) {
        return new ByBucket(held, count, took, refused.sentAt()).settle(run, held, refused);
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        long now = Math.max(1, refused.sentAt() - wallAt);
        wallAt = refused.sentAt();
        boolean wasFull = 4 * run.count() * took < 3 * count * now;
        if (wasFull) {
            return settle(run, run.count(), refused);
        }
        count = run.count();
        took = now;
        return next(run, count, refused);
    }

    @Override
    public int most(Run run) {
        return run.isShut() ? 1 : Free.most(run.total());
    }

    private Stage next(Run run, long held, Refused refused) {
        if (count >= ENOUGH || 4 * TIMES * count > 3 * capacity) {
            return settle(run, held, refused);
        }
        run.shut(refused.answeredAt(), refused.retry(refused.answeredAt() + TIMES * took));
        return this;
    }

    /** Less at once than it has given, at the highest rate that may be its own: the next wall tells it better. */
    private Stage settle(Run run, long held, Refused refused) {
        long quota = Math.max(1, held * 3 / 4);
        long per = Math.max(1, quota * took / (count + 1));
        run.shut(refused.answeredAt(), refused.answeredAt() + per);
        return Settled.bucket(new Rate(quota, per, true), wallAt);
    }
}
