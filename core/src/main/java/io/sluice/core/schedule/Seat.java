package io.sluice.core.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A credential in a pool, with the budgets of its calls that do not depend on the lane. */
final class Seat implements Queue.Blockable, Comparable<Seat> {
    final Pool pool;
    final Member member;
    List<Budget> budgets;

    /** The queue that it stands in; null while it is ready. */
    @Nullable
    Queue queue;

    private long lastUse;
    private int errorClass;

    Seat(Pool pool, Member member, List<Budget> budgets, long order) {
        this.pool = pool;
        this.member = member;
        this.budgets = budgets;
        this.lastUse = order;
        this.errorClass = member.standing().errorClass();
    }

    List<Budget> budgets() {
        return budgets;
    }

    /** The better ones first: those with fewer errors. */
    int errorClass() {
        return errorClass;
    }

    void used(long useCounter) {
        boolean listed = pool.unlist(this);
        lastUse = useCounter;
        if (listed) {
            pool.list(this);
        }
    }

    void ranked() {
        boolean listed = pool.unlist(this);
        errorClass = member.standing().errorClass();
        if (listed) {
            pool.list(this);
        }
    }

    @Override
    public boolean wanted() {
        return !pool.readyLanes.isEmpty();
    }

    @Override
    public void freed() {
        queue = null;
        pool.list(this);
    }

    @Override
    public Queue queueAt(Budget budget) {
        return pool.queue(budget);
    }

    @Override
    public Claim claim() {
        return pool;
    }

    @Override
    public int compareTo(Seat other) {
        return Long.compare(lastUse, other.lastUse);
    }
}
