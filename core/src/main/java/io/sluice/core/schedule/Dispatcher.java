package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import io.sluice.core.provider.Cost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    private final Blocking blocking;
    private final Budgets budgets;
    private final Launch launch;
    private final Openings openings;
    private final Successors successors;
    private final ArrayDeque<Budget> opened = new ArrayDeque<>();
    private final Claims claims;
    private boolean open;

    Dispatcher(Settings settings, Budgets budgets, Flights flights, Launch launch) {
        this.blocking = new Blocking(settings.aheadMillis());
        this.claims = new Claims(settings.aheadMillis(), this::changed);
        this.openings = new Openings(settings.aheadMillis());
        this.budgets = budgets;
        this.successors = new Successors(flights, (lane, seat, after, now) -> go(lane, seat, now, after, now));
        this.launch = launch;
    }

    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Serves a pool as far as its budgets allow. */
    void serve(Pool pool, long now) {
        while (serveOne(pool, now) || (open && successors.serveOne(pool, pool.queues(), now))) {
            // The next one.
        }
    }

    /**
     * Serves several pools, one request of each in turn, the oldest first, so that what a large one needs is kept for
     * it.
     */
    void serve(Collection<Pool> pools, long now) {
        List<Pool> left = new ArrayList<>(pools);
        left.sort(Comparator.comparingLong(Pool::ticket));
        while (!left.isEmpty()) {
            left.removeIf(pool -> !serveOne(pool, now));
        }
    }

    /** Serves one request of a pool; returns false where none can go. */
    private boolean serveOne(Pool pool, long now) {
        while (open && !pool.readyLanes.isEmpty() && (pool.hasReadySeat() || rouse(pool, now))) {
            Lane lane = pool.readyLanes.first();
            Pending head = lane.head();
            if (head == null) {
                lane.unlist();
                continue;
            }
            Budget laneBlocker = blocking.blocker(lane.budgets, lane, now, now);
            if (laneBlocker != null) {
                lane.standBehind(laneBlocker);
                stand(lane, pool, laneBlocker, now);
                claims.handOver(pool, now);
                continue;
            }
            long laneFree = blocking.free();
            Seat seat = pool.choose();
            if (seat == null) {
                break;
            }
            Budget seatBlocker = blocking.blocker(seat.budgets, pool, laneFree, now);
            if (seatBlocker != null) {
                pool.unlist(seat);
                seat.queue = stand(seat, pool, seatBlocker, now);
                continue;
            }
            if (head.deadline <= blocking.free() && (blocking.free() > now || !head.nowOrNever())) {
                launch.tooLate(head);
                continue;
            }
            go(lane, seat, Math.max(blocking.free(), now), After.NOBODY, now);
            return true;
        }
        if (pool.readyLanes.isEmpty()) {
            unclaim(pool);
        }
        return false;
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
        openings.moveDue(opened, now);
        do {
            Budget budget;
            while ((budget = opened.poll()) != null) {
                fire(budget, now);
            }
            opened.addAll(claims.overtaking(openings, now));
        } while (!opened.isEmpty());
    }

    long nextWake() {
        return opened.isEmpty() ? openings.next() : 0;
    }

    /** A pool is gone: nobody of it stands behind a budget any more. */
    void scatter(Pool pool) {
        unclaim(pool);
        pool.lanes().forEach(this::unclaim);
        pool.scatter();
    }

    /**
     * Serves the queues behind a budget, one request of each in turn, so that a long line does not keep the others from
     * ever being served. A queue that misses keeps its turn. One that was served stands at the end; a pool that need
     * not stand any more is served after each round.
     */
    private void fire(Budget budget, long now) {
        openings.remove(budget);
        Set<Pool> served = new LinkedHashSet<>();
        long round = budget.lastTurn();
        Queue queue = budget.nextInTurn(0);
        while (queue != null) {
            // Even if it fits at present: after a younger one whose turn it is, it might not.
            claims.makeForOldestLarge(budget, now);
            long turn = queue.turn;
            if (!queue.isEmpty() && queue.wanted()) {
                if (budget.freeFor(queue.claim(), now) <= blocking.ahead(now)) {
                    budget.forgets(queue);
                    free(queue, now);
                    if (!queue.isEmpty()) {
                        budget.wakes(queue);
                    }
                    if (serveOne(queue.pool, now)) {
                        served.add(queue.pool);
                    }
                } else if (missed(queue, now)) {
                    break;
                }
            } else {
                budget.forgets(queue);
                sleep(queue, now);
            }
            queue = budget.nextInTurn(turn);
            if (queue == null || queue.turn > round) {
                round = budget.lastTurn();
                served.removeIf(pool -> !pool.standsBehind(budget) && !serveOne(pool, now));
                queue = budget.nextInTurn(turn);
            }
        }
        serve(served, now);
        successors.serve(budget, now);
    }

    /**
     * Passes over a queue that needs more units than are free; returns whether the budget is shut to everybody else,
     * too.
     */
    private boolean missed(Queue queue, long now) {
        Budget budget = queue.budget;
        claims.make(budget, queue.claim(), now);
        openings.await(budget, budget.freeFor(queue.claim(), now));
        long opensAtAll = budget.freeAt(Cost.ONE, now);
        boolean shut = opensAtAll > blocking.ahead(now);
        if (shut) {
            openings.await(budget, opensAtAll);
            claims.releaseClosed(budget, now);
        }
        return shut;
    }

    /** Frees the first in the queue. */
    private void free(Queue queue, long now) {
        Claim claim = queue.claim();
        queue.freeFirst();
        if (claim.claimed == queue.budget && (claim != queue.pool || queue.isEmpty())) {
            claims.handOver(claim, now);
        }
        if (queue.isEmpty()) {
            queue.awake = false;
            queue.pool.dissolve(queue);
        }
    }

    private void sleep(Queue queue, long now) {
        for (int i = 0; i < SPARE_SEATS && !queue.isEmpty(); i++) {
            free(queue, now);
        }
        if (queue.isEmpty()) {
            queue.pool.dissolve(queue);
        } else {
            queue.awake = false;
            queue.pool.asleep.add(queue);
        }
    }

    /** Looks for a seat in the queues that slept while nothing waited; returns whether one is ready. */
    private boolean rouse(Pool pool, long now) {
        Queue queue;
        while ((queue = pool.asleep.poll()) != null) {
            if (queue.isEmpty()) {
                pool.dissolve(queue);
                continue;
            }
            long opens = queue.budget.freeFor(pool, now);
            if (opens <= blocking.ahead(now)) {
                free(queue, now);
                if (!queue.isEmpty()) {
                    pool.asleep.addFirst(queue);
                }
                return true;
            }
            wake(queue, opens);
            claims.make(queue.budget, pool, now);
        }
        return false;
    }

    private Queue stand(Queue.Blockable blockable, Pool pool, Budget budget, long now) {
        Queue queue = blockable.queueAt(budget);
        queue.add(blockable);
        claims.make(budget, blockable.claim(), now);
        if (!queue.awake) {
            pool.asleep.remove(queue);
            wake(queue, budget.freeFor(blockable.claim(), now));
        }
        pool.outlook.stands(blockable, budget);
        return queue;
    }

    private void wake(Queue queue, long opens) {
        queue.awake = true;
        queue.budget.wakes(queue);
        openings.await(queue.budget, opens);
    }

    private void go(Lane lane, Seat seat, long notBefore, After after, long now) {
        Pending pending = lane.take();
        Pool pool = lane.pool;
        pool.waiting--;
        List<Budget> needed = lane.needed(seat);
        Debit[] debits = new Debit[needed.size()];
        for (int i = 0; i < debits.length; i++) {
            Budget budget = needed.get(i);
            debits[i] = budget.spend(pool.key.cost(), notBefore);
            budgets.touch(budget);
        }
        claims.handOver(lane, now);
        claims.handOver(pool, now);
        seat.used(pool.state.nextUse());
        launch.launch(pending, seat, needed, debits, notBefore, after);
        Successors.addSucceeded(opened, needed, pool.cost(), now);
    }

    /** Frees what was kept for the oldest request of a claim, which waits for something else. */
    void unclaim(Claim claim) {
        claims.free(claim);
    }
}
