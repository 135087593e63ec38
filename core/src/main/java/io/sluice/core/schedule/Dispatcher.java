package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests and seats together.
 *
 * <p>A seat or lane that cannot go stands behind one budget, the one that opens last; one heap holds the budgets that
 * somebody stands behind. When a budget opens, as many are freed as it can serve: each goes, or moves on to a later
 * blocker. So no event looks at everything that waits.
 */
final class Dispatcher {
    /** Seats that are made ready when their budget opens while nobody waits, so that choice has some to choose from. */
    private static final int SPARE_SEATS = 16;

    private final Settings settings;
    private final Budgets budgets;
    private final Launch launch;
    private final Timers<Budget> openings = new Timers<>();
    private final ArrayDeque<Budget> opened = new ArrayDeque<>();
    private boolean open;
    /** The instant at which what {@link #blocker} looked at is free. */
    private long free;

    /** Makes a call of what was brought together. */
    interface Launch {
        void launch(Pending pending, Seat seat, List<Budget> budgets, Debit[] debits, long notBefore);
    }

    Dispatcher(Settings settings, Budgets budgets, Launch launch) {
        this.settings = settings;
        this.budgets = budgets;
        this.launch = launch;
    }

    /** Lets calls go. */
    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Serves a pool as far as its budgets allow. */
    void serve(Pool pool, long now) {
        while (open && !pool.readyLanes.isEmpty() && (pool.hasReadySeat() || rouse(pool, now))) {
            Lane lane = pool.readyLanes.first();
            Pending head = lane.head();
            if (head == null) {
                lane.unlist();
                continue;
            }
            Budget laneBlocker = blocker(lane.budgets, pool, now, now);
            if (laneBlocker != null) {
                lane.standBehind(laneBlocker);
                stand(lane, pool, laneBlocker, now);
                continue;
            }
            long laneFree = free;
            Seat seat = pool.choose();
            if (seat == null) {
                return;
            }
            Budget seatBlocker = blocker(seat.budgets, pool, laneFree, now);
            if (seatBlocker != null) {
                pool.unlist(seat);
                seat.queue = stand(seat, pool, seatBlocker, now);
                continue;
            }
            go(lane, seat, now);
        }
    }

    /** A budget's state changed for the better: whoever stands behind it is looked at in {@link #run}. */
    void changed(Budget budget) {
        budgets.touch(budget);
        if (budget.blocks()) {
            opened.add(budget);
        }
    }

    /** Frees what can go behind the budgets that changed or whose time has come. */
    void run(long now) {
        Budget due;
        while ((due = openings.due(now)) != null) {
            if (due.wakeAt <= now) {
                opened.add(due);
            }
        }
        Budget budget;
        while ((budget = opened.poll()) != null) {
            fire(budget, now);
        }
    }

    long nextWake() {
        return opened.isEmpty() ? openings.next() : 0;
    }

    private void fire(Budget budget, long now) {
        budget.wakeAt = Scheduler.NEVER;
        int missed = 0;
        while (missed < budget.awake.size()) {
            Queue queue = budget.awake.remove();
            Pool pool = queue.pool;
            if (pool.retired || queue.standing.isEmpty()) {
                pool.dissolve(queue);
                continue;
            }
            long opens = freeAt(budget, pool, now);
            if (opens > ahead(now)) {
                budget.awake.addLast(queue);
                missed++;
                long opensAtAll = budget.freeAt(1, now);
                if (opensAtAll > ahead(now)) {
                    arm(budget, opensAtAll);
                    return;
                }
                arm(budget, opens);
            } else if (queue.wanted()) {
                missed = 0;
                free(queue);
                if (!queue.standing.isEmpty()) {
                    budget.awake.addLast(queue);
                }
                serve(pool, now);
            } else {
                sleep(queue);
            }
        }
    }

    /** Frees the first in the queue. */
    private static void free(Queue queue) {
        queue.standing.remove().freed();
        if (queue.standing.isEmpty()) {
            queue.awake = false;
            queue.pool.dissolve(queue);
        }
    }

    private static void sleep(Queue queue) {
        for (int i = 0; i < SPARE_SEATS && !queue.standing.isEmpty(); i++) {
            free(queue);
        }
        if (!queue.standing.isEmpty()) {
            queue.awake = false;
            queue.pool.asleep.add(queue);
        }
    }

    /** Looks for a seat in the queues that slept while nothing waited; returns whether one is ready. */
    private boolean rouse(Pool pool, long now) {
        Queue queue;
        while ((queue = pool.asleep.poll()) != null) {
            if (queue.standing.isEmpty()) {
                continue;
            }
            long opens = freeAt(queue.budget, pool, now);
            if (opens <= ahead(now)) {
                free(queue);
                if (!queue.standing.isEmpty()) {
                    pool.asleep.addFirst(queue);
                }
                return true;
            }
            wake(queue, opens);
        }
        return false;
    }

    private Queue stand(Queue.Blockable blockable, Pool pool, Budget budget, long now) {
        Queue queue = pool.queue(budget);
        queue.standing.add(blockable);
        if (!queue.awake) {
            wake(queue, freeAt(budget, pool, now));
        }
        pool.lastBlocker = budget;
        reserve(budget, pool, now);
        return queue;
    }

    private void wake(Queue queue, long opens) {
        queue.awake = true;
        queue.budget.awake.add(queue);
        arm(queue.budget, opens);
    }

    private void arm(Budget budget, long opens) {
        if (opens == Scheduler.NEVER) {
            return;
        }
        long at = opens - settings.aheadMillis();
        if (at < budget.wakeAt) {
            budget.wakeAt = at;
            openings.add(at, budget);
        }
    }

    /** The budget that opens last, if that is too late to go; leaves the instant at which all are free in {@link #free}. */
    private @Nullable Budget blocker(List<Budget> needed, Pool pool, long from, long now) {
        free = from;
        Budget latest = null;
        for (int i = 0; i < needed.size(); i++) {
            Budget budget = needed.get(i);
            long opens = freeAt(budget, pool, from);
            if (opens > free) {
                free = opens;
                latest = budget;
            }
        }
        return free > ahead(now) ? latest : null;
    }

    private long ahead(long now) {
        return now + settings.aheadMillis();
    }

    private void go(Lane lane, Seat seat, long now) {
        Pending pending = lane.take();
        Pool pool = lane.pool;
        pool.waiting--;
        long notBefore = Math.max(free, now);
        Debit[] debits = new Debit[lane.budgets.size() + seat.budgets.size()];
        List<Budget> needed = seat.budgets;
        if (!lane.budgets.isEmpty()) {
            needed = new ArrayList<>(lane.budgets);
            needed.addAll(seat.budgets);
        }
        for (int i = 0; i < debits.length; i++) {
            Budget budget = needed.get(i);
            debits[i] = budget.spend(pool.key.cost(), notBefore);
            unreserve(budget, pool);
        }
        seat.used(pool.state.nextUse());
        launch.launch(pending, seat, needed, debits, notBefore);
    }

    /** A budget's opening for a pool; what is reserved for an older, larger request is not free for it. */
    private long freeAt(Budget budget, Pool pool, long now) {
        Pool reserved = budget.reservedFor;
        if (reserved != null && reserved != pool) {
            if (olderThan(reserved, pool)) {
                return Scheduler.NEVER;
            }
            budget.reservedFor = null;
        }
        return budget.freeAt(pool.key.cost(), now);
    }

    /** Keeps small requests from starving a large one: what is left of the budget waits until the large one fits. */
    private void reserve(Budget budget, Pool pool, long now) {
        boolean fitsSmaller = pool.key.cost() > 1 && budget.freeAt(1, now) <= ahead(now);
        if (fitsSmaller && (budget.reservedFor == null || olderThan(pool, budget.reservedFor))) {
            budget.reservedFor = pool;
        }
    }

    private void unreserve(Budget budget, Pool pool) {
        if (budget.reservedFor == pool) {
            budget.reservedFor = null;
            changed(budget);
        }
    }

    private static boolean olderThan(Pool one, Pool other) {
        return one.oldestTicket() < other.oldestTicket();
    }
}
