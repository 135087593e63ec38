package io.sluice.core.schedule;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The waiting requests of a pool that need the same budgets, in order of their tickets. */
final class Lane extends Claim implements Queue.Blockable, Comparable<Lane> {
    final Pool pool;
    /** What distinguishes it from other lanes of its pool. */
    final ScopeKey key;

    /** Names it for people. */
    final String name;

    final Map<String, String> params;
    /** Budgets of the limits that are counted by request parameters alone. */
    List<Budget> budgets;
    /** The budget that it stands behind; null while it stands behind none. */
    @Nullable
    Budget blocker;

    /** Whether it was taken out of its pool, since nobody stood here for a while. */
    boolean dropped;

    /** Requests that back off and will stand here again. */
    int expected;

    /** Epoch ms at which somebody last came here. */
    long lastUsed;

    private @Nullable Queue queue;
    private final PriorityQueue<Pending> line = new PriorityQueue<>();
    private @Nullable Terms lastTerms;
    private long order;
    private boolean ready;

    Lane(Pool pool, ScopeKey key, Map<String, String> params, List<Budget> budgets) {
        this.pool = pool;
        this.key = key;
        this.name = pool.name() + Pool.named(key);
        this.params = params;
        this.budgets = List.copyOf(budgets);
    }

    /** The oldest request that stands here; forgets those that have left. */
    @Nullable
    Pending head() {
        Pending head = line.peek();
        while (head != null && head.stage != Pending.Stage.IN_LINE) {
            line.poll();
            head = line.peek();
        }
        return head;
    }

    /** A request that came here, and stands in no line yet. */
    Pending pending(Request request) {
        return new Pending(request, terms(request), this);
    }

    /** The terms of a request; successive requests mostly share them. */
    Terms terms(Request request) {
        Terms terms = Terms.of(request);
        if (lastTerms == null || !lastTerms.equals(terms)) {
            lastTerms = terms;
        }
        return lastTerms;
    }

    void add(Pending pending) {
        Pending before = head();
        line.add(pending);
        if (blocker == null && (before == null || pending.ticket < order)) {
            list();
        }
    }

    Pending take() {
        Pending head = line.remove();
        list();
        return head;
    }

    /** The request of a pending that stood here, to find its lane in another pool. */
    Request like(Pending pending) {
        return new Request(
                pending.ticket,
                pending.id,
                pool.state.provider.name(),
                pool.key.endpoint(),
                pool.key.eligible(),
                params,
                pending.terms.cost(),
                pending.deadline,
                pending.terms.timeoutMillis(),
                pending.terms.repeatable(),
                pending.progress);
    }

    /** All budgets that a call from here with that seat needs. */
    List<Budget> needed(Seat seat) {
        if (budgets.isEmpty()) {
            return seat.budgets;
        }
        List<Budget> needed = new ArrayList<>(budgets);
        needed.addAll(seat.budgets);
        return needed;
    }

    boolean isIdle() {
        return head() == null && blocker == null && expected == 0;
    }

    @Override
    Cost cost() {
        return pool.key.cost();
    }

    @Override
    long ticket() {
        Pending head = head();
        return head == null || pool.usable == 0 ? Long.MAX_VALUE : head.ticket;
    }

    /** Lanes do not share queues: what is kept for an older request is kept from some of them alone. */
    @Override
    public Queue queueAt(Budget budget) {
        queue = new Queue(pool, budget);
        return queue;
    }

    /** Leaves the budget that it stands behind. */
    void leaveQueue() {
        if (queue != null) {
            queue.budget.forgets(queue);
            queue = null;
        }
    }

    @Override
    public Claim claim() {
        return this;
    }

    void standBehind(Budget budget) {
        unlist();
        blocker = budget;
    }

    void unlist() {
        if (ready) {
            pool.readyLanes.remove(this);
            ready = false;
        }
    }

    /** Whether it is listed by its oldest request. */
    boolean isInPlace() {
        Pending head = head();
        return head != null && head.ticket == order;
    }

    /** Takes its place among the lanes that are ready, if anybody stands here. */
    void list() {
        unlist();
        Pending head = head();
        if (head != null) {
            order = head.ticket;
            ready = true;
            pool.readyLanes.add(this);
        }
    }

    @Override
    public boolean wanted() {
        return head() != null;
    }

    @Override
    public void freed() {
        blocker = null;
        queue = null;
        list();
    }

    @Override
    public int compareTo(Lane other) {
        int byHead = Long.compare(order, other.order);
        return byHead != 0 ? byHead : name.compareTo(other.name);
    }
}
