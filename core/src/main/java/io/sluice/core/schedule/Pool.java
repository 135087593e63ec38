package io.sluice.core.schedule;

import io.sluice.core.provider.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The seats that can serve a kind of request, and the lanes of requests that wait for them. */
final class Pool {
    /** Requests that come within this time of each other would use more than one window anyway, in ms. */
    private static final long CROWD_MILLIS = 10;

    final ProviderState state;
    final Key key;
    final Endpoint endpoint;
    /** Parameters of the request that the pool was made for; those that its key names are the same for all. */
    final Map<String, String> params;

    final List<Seat> seats = new ArrayList<>();
    final TreeSet<Lane> readyLanes = new TreeSet<>();
    /** Queues whose budgets do not wake for this pool, since nothing waited when they were free. */
    final ArrayDeque<Queue> asleep = new ArrayDeque<>();

    private final TreeMap<Integer, TreeSet<Seat>> readySeats = new TreeMap<>();
    private final Map<Budget, Queue> queues = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    /** The budget that the pool's seats stood behind last: what a new request is told. */
    @Nullable
    Budget lastBlocker;

    int waiting;
    /** Whether the provider's file has been replaced since it was made. */
    boolean retired;

    int usable;
    /** Epoch ms at which requests here stop waiting for a credential; {@link Scheduler#NEVER} while there is one. */
    long emptyUntil = Scheduler.NEVER;

    private boolean crowded;
    private long lastArrival = Long.MIN_VALUE / 2;

    /**
     * What makes requests be served by the same seats.
     *
     * @param params values of the parameters that limits count together with the credential
     */
    record Key(String endpoint, Eligible eligible, long cost, String params) {}

    Pool(ProviderState state, Key key, Endpoint endpoint, Map<String, String> params) {
        this.state = state;
        this.key = key;
        this.endpoint = endpoint;
        this.params = params;
    }

    /** Names it for people. */
    String describe() {
        return state.provider.name() + ", endpoint " + key.endpoint() + ", "
                + key.eligible().describe();
    }

    Collection<Lane> lanes() {
        return lanes.values();
    }

    @Nullable
    Lane lane(String laneKey) {
        return lanes.get(laneKey);
    }

    void addLane(String laneKey, Lane lane) {
        lanes.put(laneKey, lane);
    }

    /** A request came: one that follows another closely is one of a crowd. */
    void arrived(long now) {
        crowded = now - lastArrival <= CROWD_MILLIS;
        lastArrival = now;
    }

    void list(Seat seat) {
        readySeats.computeIfAbsent(seat.errorClass(), rank -> new TreeSet<>()).add(seat);
    }

    /** Takes a seat off the list of ready ones; returns whether it was there. */
    boolean unlist(Seat seat) {
        TreeSet<Seat> ranked = readySeats.get(seat.errorClass());
        if (ranked == null || !ranked.remove(seat)) {
            return false;
        }
        if (ranked.isEmpty()) {
            readySeats.remove(seat.errorClass());
        }
        return true;
    }

    /**
     * The best ready seat: of those with the fewest errors, the one used last while a single request waits, so that an
     * open window is drained before another is opened; the one used longest ago while more wait, so that all windows run.
     */
    @Nullable
    Seat choose() {
        if (readySeats.isEmpty()) {
            return null;
        }
        TreeSet<Seat> best = readySeats.firstEntry().getValue();
        return waiting > 1 || crowded ? best.first() : best.last();
    }

    boolean hasReadySeat() {
        return !readySeats.isEmpty();
    }

    /** Ticket of the request that is served next; {@link Long#MAX_VALUE} where none could be. */
    long oldestTicket() {
        Pending head = readyLanes.isEmpty() ? null : readyLanes.first().head();
        return head == null ? Long.MAX_VALUE : head.ticket;
    }

    Queue queue(Budget budget) {
        return queues.computeIfAbsent(budget, b -> new Queue(this, b));
    }

    void dissolve(Queue queue) {
        queues.remove(queue.budget);
    }

    /** Removes a seat for good, wherever it stands. */
    void remove(Seat seat) {
        unlist(seat);
        Queue queue = seat.queue;
        if (queue != null) {
            queue.standing.remove(seat);
            seat.queue = null;
        }
        seats.remove(seat);
    }

    void countUsable() {
        usable = (int) seats.stream().filter(seat -> seat.member.usable()).count();
    }
}
