package io.sluice.core.schedule;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Endpoint;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The seats that can serve a kind of request, and the lanes of requests that wait for them. */
final class Pool extends Claim {
    /** Requests that come within this time of each other would use more than one window anyway, in ms. */
    private static final long CROWD_MILLIS = 10;

    final ProviderState state;
    final Key key;
    final Endpoint endpoint;
    /** Parameters of the request that the pool was made for; those that its key names are the same for all. */
    final Map<String, String> params;

    final Set<Seat> seats = new LinkedHashSet<>();
    final TreeSet<Lane> readyLanes = new TreeSet<>();
    /** Queues whose budgets do not wake for this pool, since nothing waited when they were free. */
    final ArrayDeque<Queue> asleep = new ArrayDeque<>();

    private final TreeMap<Integer, TreeSet<Seat>> readySeats = new TreeMap<>();
    private final Map<Budget, Queue> queues = new LinkedHashMap<>();
    private final Map<ScopeKey, Lane> lanes = new HashMap<>();
    /** What a new request is told. */
    final Outlook outlook = new Outlook(this);

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
    record Key(String endpoint, Eligible eligible, Cost cost, ScopeKey params) {}

    Pool(ProviderState state, Key key, Endpoint endpoint, Map<String, String> params) {
        this.state = state;
        this.key = key;
        this.endpoint = endpoint;
        this.params = params;
    }

    /** Begins the names of its lanes. */
    String name() {
        return state.provider.name()
                + '/'
                + key.endpoint()
                + '/'
                + key.eligible()
                + key.cost().suffix()
                + named(key.params());
    }

    /** A key within the name of a pool or lane. */
    static String named(ScopeKey params) {
        return params.equals(ScopeKey.WHOLE) ? "" : '{' + params.text() + '}';
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
    Lane lane(ScopeKey laneKey) {
        return lanes.get(laneKey);
    }

    void drop(Lane lane) {
        lane.dropped = true;
        lane.unlist();
        lanes.remove(lane.key, lane);
    }

    void addLane(Lane lane) {
        lanes.put(lane.key, lane);
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

    @Override
    Cost cost() {
        return key.cost();
    }

    /** The ticket of the request that is served next. Lanes whose oldest request has left are put into order again. */
    @Override
    long ticket() {
        while (usable > 0 && !readyLanes.isEmpty()) {
            Lane first = readyLanes.first();
            if (first.isInPlace()) {
                return first.ticket();
            }
            first.list();
        }
        return Long.MAX_VALUE;
    }

    /** When the last of its credentials went out of use, which a restart does not change; now where it never had one. */
    long emptySince(long now) {
        return seats.stream()
                .mapToLong(seat -> seat.member.standing().since())
                .max()
                .orElse(now);
    }

    Queue queue(Budget budget) {
        return queues.computeIfAbsent(budget, b -> new Queue(this, b));
    }

    /** Where its seats stand. */
    Collection<Queue> queues() {
        return queues.values();
    }

    boolean standsBehind(Budget budget) {
        return queues.containsKey(budget);
    }

    void dissolve(Queue queue) {
        queues.remove(queue.budget, queue);
    }

    /** Takes all that stand behind budgets away from there: the pool is gone. */
    void scatter() {
        retired = true;
        queues.values().forEach(queue -> queue.budget.forgets(queue));
        queues.clear();
        lanes.values().forEach(Lane::leaveQueue);
        asleep.clear();
    }

    void add(Seat seat) {
        seats.add(seat);
        usable += seat.member.usable() ? 1 : 0;
        list(seat);
    }

    /** Removes a seat for good, wherever it stands. */
    void remove(Seat seat) {
        unlist(seat);
        Queue queue = seat.queue;
        if (queue != null) {
            queue.remove(seat);
            seat.queue = null;
        }
        if (seats.remove(seat)) {
            usable -= seat.member.usable() ? 1 : 0;
        }
    }

    /** A seat's member became usable, or is not any more. */
    void usable(boolean now) {
        usable += now ? 1 : -1;
    }
}
