package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * The scheduler among fake providers, on virtual time.
 *
 * <p>Instants are true ones, in epoch ms. Our clock may be off by {@link #jump}; providers have clocks of their own.
 */
public final class Simulation {
    private static final long LOOK_MILLIS = 60_000;

    private final Settings settings;
    private final Surroundings around;
    private final Watcher watcher;
    private final long seed;
    private final Events events = new Events();
    private final Decided decided;
    private final Directory directory = new Directory();
    private final List<ObjLongConsumer<Scheduler>> backlog = new ArrayList<>();
    private final Announcements announcements;
    private Life life;
    private boolean up = true;
    private long lives;
    private long ahead;
    private long now;
    private long wake = Scheduler.NEVER;
    private boolean ticking;
    private long happenings;

    /**
     * @param places calls that each egress has room for
     * @param seed of the scheduler's own chance
     */
    public Simulation(Settings settings, Surroundings around, Watcher watcher, long places, long seed, long begin) {
        this.settings = settings;
        this.around = around;
        this.watcher = watcher;
        this.announcements = new Announcements(around, places);
        this.seed = seed;
        this.now = begin;
        Network network = new Network(this, around, directory, watcher);
        this.decided = new Decided(network::launch, watcher, () -> now);
        this.life = new Life(settings, decided, seed);
        life.scheduler.open(begin);
    }

    /** Adds a provider, as its file says that it is and as it is. */
    public void provider(Provider file, FakeProvider truth) {
        directory.provider(file.name(), truth);
        replace(file);
    }

    /** Gives a provider another file; {@link Surroundings#matched} says what its requests come to by it. */
    public void replace(Provider file) {
        directory.file(file);
        decided.store.match(file.name(), around::matched);
        if (!up) {
            return;
        }
        Scheduler scheduler = life.tell(wall());
        scheduler.replace(file, wall());
        decided.store.matchFlights(scheduler, file.name(), wall());
        decided.store.resumeWaiting(scheduler, file.name(), wall());
        scheduler.advance(wall());
    }

    /** Adds a credential, or gives it a new secret. */
    public void credential(Credential credential) {
        directory.credential(credential);
        announcements.leavesBy(credential);
        if (up) {
            life.tell(wall()).credential(credential, wall());
        }
    }

    public void withdraw(Credential credential) {
        directory.withdraw(credential);
        decided.store.withdrawn(credential);
        if (up) {
            life.tell(wall()).withdraw(credential.provider(), credential.id(), wall());
        }
    }

    /** A request comes in now. */
    public void request(Request request) {
        watcher.requested(request, now);
        tell((scheduler, wall) -> {
            Request matched = around.matched(request);
            decided.store.requests.put(request.id(), matched);
            scheduler.request(matched, wall);
        });
    }

    /** A cancellation comes in now. */
    public void cancel(String requestId) {
        tell((scheduler, wall) -> {
            Call inFlight = decided.store.flights.get(requestId);
            if (inFlight != null) {
                scheduler.cancelAfterCall(inFlight.id());
            }
            scheduler.cancel(List.of(requestId), wall);
        });
    }

    /** A caller announces its places on its own. */
    void places(String egress, String caller, long places) {
        tell((scheduler, wall) -> scheduler.places(egress, caller, places, wall));
    }

    /** Plans something. */
    public void at(long instant, Runnable what) {
        events.add(instant, what);
    }

    /** Our clock jumps. */
    void jump(long millis) {
        ahead += millis;
    }

    /** The scheduler dies, and another one takes over after some time. */
    void restart(long downMillis) {
        if (!up) {
            return;
        }
        up = false;
        Life zombie = life;
        zombie.fence();
        at(now + downMillis, () -> {
            life = new Life(settings, decided, seed + ++lives);
            announcements.again();
            resume(life.tell(wall()), wall());
            up = true;
            zombie.scheduler.advance(wall());
            zombie.scheduler.mark(wall(), wall());
            List<ObjLongConsumer<Scheduler>> missed = List.copyOf(backlog);
            backlog.clear();
            missed.forEach(this::tell);
        });
    }

    /** Brings a new scheduler to where the present one is, at an instant of our clock, and lets it call. */
    void resume(Scheduler next, long wall) {
        decided.store.resume(next, directory, wall);
        decided.store.resumeWaiting(next, "", wall);
        next.open(wall);
    }

    /** Lets time pass until the given instant, or until nothing is left to happen. */
    public void run(long until) {
        while (!events.isEmpty() && events.next() <= until) {
            now = Math.max(now, events.next());
            Runnable event = events.take();
            announce();
            event.run();
            announce();
            plan();
            happenings++;
            watcher.happened(now);
        }
        now = Math.max(now, until);
    }

    /** True time, in epoch ms. */
    public long now() {
        return now;
    }

    /** What our clock shows. */
    long wall() {
        return now + ahead;
    }

    /** Number of events so far. */
    long happenings() {
        return happenings;
    }

    boolean isUp() {
        return up;
    }

    FakeProvider truth(String provider) {
        return directory.truth(provider);
    }

    Life life() {
        return life;
    }

    Store store() {
        return decided.store;
    }

    private void tell(ObjLongConsumer<Scheduler> what) {
        if (up) {
            what.accept(life.tell(wall()), wall());
        } else {
            backlog.add(what);
        }
    }

    private void announce() {
        if (up && announcements.areDue(now)) {
            announcements.repeat(life.tell(wall()), now, wall());
        }
    }

    private void plan() {
        long due = up ? life.scheduler.nextWake() : Scheduler.NEVER;
        if (due != Scheduler.NEVER && Math.max(now, due - ahead) < wake) {
            wake = Math.max(now, due - ahead);
            long planned = wake;
            at(wake, () -> wakeUp(planned));
            if (wake - now > Announcements.REPEAT_MILLIS) {
                // Callers speak all the time; of what they say while nothing else happens, the last is enough.
                at(wake - Announcements.REPEAT_MILLIS / 2, () -> {});
            }
        }
        boolean flying = !decided.store.flights.isEmpty();
        if (!ticking && (flying || (due == Scheduler.NEVER && !decided.store.requests.isEmpty()))) {
            ticking = true;
            at(now + (flying ? Announcements.REPEAT_MILLIS : LOOK_MILLIS), this::tick);
        }
    }

    private void wakeUp(long planned) {
        if (planned == wake) {
            wake = Scheduler.NEVER;
            if (up && life.scheduler.nextWake() <= wall()) {
                life.tell(wall()).advance(wall());
            }
        }
    }

    private void tick() {
        ticking = false;
        if (!decided.store.flights.isEmpty()) {
            long writtenAt = wall();
            watcher.marks(writtenAt, now);
            tell((scheduler, wall) -> scheduler.mark(writtenAt, wall));
        }
    }

    /** The scheduler hears of a call. */
    void hear(Call call, Outcome outcome) {
        tell((scheduler, wall) -> {
            if (call.equals(decided.store.flights.get(call.requestId()))) {
                watcher.hears(call, outcome, now);
            }
            scheduler.outcome(call.id(), outcome, wall);
        });
    }
}
