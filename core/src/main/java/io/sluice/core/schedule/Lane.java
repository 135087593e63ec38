package io.sluice.core.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The waiting requests of a pool that need the same budgets, in order of their tickets. */
final class Lane implements Queue.Blockable, Comparable<Lane> {
    final Pool pool;
    final String name;
    final Map<String, String> params;
    /** Budgets of the limits that are counted by request parameters alone. */
    final List<Budget> budgets;
    /** The budget that it stands behind; null while it stands behind none. */
    @Nullable
    Budget blocker;

    private final PriorityQueue<Pending> line = new PriorityQueue<>();
    private long order;
    private boolean ready;

    Lane(Pool pool, String name, Map<String, String> params, List<Budget> budgets) {
        this.pool = pool;
        this.name = name;
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
                pool.key.cost(),
                pending.deadline,
                pending.timeoutMillis,
                pending.repeatable,
                pending.progress(0));
    }

    List<Pending> drain() {
        List<Pending> all = new ArrayList<>();
        while (head() != null) {
            all.add(line.remove());
        }
        unlist();
        return all;
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

    private void list() {
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
        list();
    }

    @Override
    public int compareTo(Lane other) {
        int byHead = Long.compare(order, other.order);
        return byHead != 0 ? byHead : name.compareTo(other.name);
    }
}
