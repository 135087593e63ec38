package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Settings;
import io.sluice.core.schedule.Wait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler among fake providers, on virtual time.
 *
 * <p>Instants are true ones, in epoch ms. Our clock may be off by {@link #jump}; providers have clocks of their own.
 */
public final class Simulation {
    private static final long REPEAT_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 60_000;

    private final Settings settings;
    private final Surroundings around;
    private final Watcher watcher;
    private final long seed;
    private final Events events = new Events();
    private final Decided decided;
    private final Map<String, Provider> files = new LinkedHashMap<>();
    private final Map<String, FakeProvider> providers = new LinkedHashMap<>();
    private final Map<String, Credential> credentials = new LinkedHashMap<>();
    /** Those that were withdrawn too. */
    private final Map<String, Credential> everKnown = new HashMap<>();

    private final Map<String, Long> announced = new LinkedHashMap<>();
    private final List<ObjLongConsumer<Scheduler>> backlog = new ArrayList<>();
    private final long places;
    private Life life;
    private boolean up = true;
    private long lives;
    private long ahead;
    private long now;
    private long wake = Scheduler.NEVER;
    private boolean ticking;

    /**
     * @param places calls that each egress has room for
     * @param seed of the scheduler's own chance
     */
    public Simulation(Settings settings, Surroundings around, Watcher watcher, long places, long seed, long begin) {
        this.settings = settings;
        this.around = around;
        this.watcher = watcher;
        this.places = places;
        this.seed = seed;
        this.now = begin;
        this.decided = new Decided(this::launch, watcher, () -> now);
        this.life = new Life(settings, decided, seed);
        life.scheduler.open(begin);
    }

    /** Adds a provider, as its file says that it is and as it is. */
    public void provider(Provider file, FakeProvider truth) {
        providers.put(file.name(), truth);
        replace(file);
    }

    /** Gives a provider another file. */
    public void replace(Provider file) {
        files.put(file.name(), file);
        if (!up) {
            return;
        }
        if (life.scheduler.provider(file, wall())) {
            decided.store.resumeWaiting(life.scheduler, file.name(), wall());
        }
        life.scheduler.advance(wall());
    }

    /** Adds a credential, or gives it a new secret. */
    public void credential(Credential credential) {
        credentials.put(credential.provider() + ':' + credential.id(), credential);
        everKnown.put(credential.provider() + ':' + credential.id(), credential);
        if (up) {
            life.scheduler.credential(credential, wall());
        }
    }

    public void withdraw(Credential credential) {
        credentials.remove(credential.provider() + ':' + credential.id());
        if (up) {
            life.scheduler.withdraw(credential.provider(), credential.id(), wall());
        }
    }

    /** A request comes in now. */
    public void request(Request request) {
        watcher.requested(request, now);
        tell((scheduler, wall) -> {
            decided.store.requests.put(request.id(), request);
            scheduler.request(request, wall);
        });
    }

    /** A cancellation comes in now. */
    public void cancel(String requestId) {
        tell((scheduler, wall) -> scheduler.cancel(List.of(requestId), wall));
    }

    /** Why a request stands in line at present; null where none of that id does. */
    public @Nullable Wait explain(String requestId) {
        return up ? life.scheduler.explain(requestId, wall()) : null;
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
            announced.clear();
            resume(life.scheduler, true);
            up = true;
            zombie.scheduler.advance(wall());
            zombie.scheduler.mark(wall(), wall());
            List<ObjLongConsumer<Scheduler>> missed = List.copyOf(backlog);
            backlog.clear();
            missed.forEach(this::tell);
        });
    }

    /** Brings a new scheduler to where the present one is, and lets it call or not. */
    void resume(Scheduler next, boolean open) {
        decided.store.resume(
                next,
                () -> {
                    files.values().forEach(file -> next.provider(file, wall()));
                    credentials.values().forEach(credential -> next.credential(credential, wall()));
                },
                everKnown);
        decided.store.resumeWaiting(next, "", wall());
        if (open) {
            next.open(wall());
        }
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

    boolean isUp() {
        return up;
    }

    FakeProvider truth(String provider) {
        return Objects.requireNonNull(providers.get(provider), provider);
    }

    Life life() {
        return life;
    }

    Store store() {
        return decided.store;
    }

    private void tell(ObjLongConsumer<Scheduler> what) {
        if (up) {
            what.accept(life.scheduler, wall());
        } else {
            backlog.add(what);
        }
    }

    /** Callers repeat how much room they have. */
    private void announce() {
        for (Credential credential : credentials.values()) {
            String egress = credential.egress();
            long last = announced.getOrDefault(egress, Long.MIN_VALUE / 2);
            if (up && now - last >= REPEAT_MILLIS && around.present(egress)) {
                announced.put(egress, now);
                life.scheduler.places(egress, "caller-" + egress, places, wall());
            }
        }
    }

    private void plan() {
        long due = up ? life.scheduler.nextWake() : Scheduler.NEVER;
        if (due != Scheduler.NEVER && Math.max(now, due - ahead) < wake) {
            wake = Math.max(now, due - ahead);
            long planned = wake;
            at(wake, () -> wakeUp(planned));
        }
        boolean flying = !decided.store.flights.isEmpty();
        if (!ticking && (flying || (due == Scheduler.NEVER && !decided.store.requests.isEmpty()))) {
            ticking = true;
            at(now + (flying ? REPEAT_MILLIS : LOOK_MILLIS), this::tick);
        }
    }

    private void wakeUp(long planned) {
        if (planned == wake) {
            wake = Scheduler.NEVER;
            if (up && life.scheduler.nextWake() <= wall()) {
                life.scheduler.advance(wall());
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

    private void launch(Call call) {
        Credential credential =
                Objects.requireNonNull(everKnown.get(call.provider() + ':' + call.credential()), call::toString);
        FakeProvider provider = Objects.requireNonNull(providers.get(call.provider()), call::toString);
        Flying flying = new Flying(call, decided.store.request(call.requestId()), credential, provider, around);
        long from = Math.max(now, call.notBefore() - ahead);
        around.fate(call, from, Math.max(from, call.startBy() - ahead)).handle(new Fate.Handler<Boolean>() {
            @Override
            public Boolean sent(Fate.Sent fate) {
                at(fate.arrivesAt(), () -> watcher.arrived(call, flying.request, flying.arrives(now, ahead), now));
                at(fate.answeredAt(), flying::answered);
                if (fate.heardAt() != Long.MAX_VALUE) {
                    at(fate.heardAt(), () -> hear(call, flying.outcome(fate, ahead)));
                }
                return true;
            }

            @Override
            public Boolean notStarted(Fate.NotStarted fate) {
                Outcome outcome = new Outcome.NotStarted(fate.late() ? "late" : "no secret", fate.late());
                at(fate.heardAt(), () -> hear(call, outcome));
                return true;
            }

            @Override
            public Boolean notSent(Fate.NotSent fate) {
                at(fate.heardAt(), () -> hear(call, new Outcome.NotSent("connection refused")));
                return true;
            }

            @Override
            public Boolean vanished(Fate.Vanished fate) {
                return true;
            }
        });
    }

    private void hear(Call call, Outcome outcome) {
        tell((scheduler, wall) -> {
            if (call.equals(decided.store.flights.get(call.requestId()))) {
                watcher.hears(call, outcome, now);
            }
            scheduler.outcome(call.id(), outcome, wall);
        });
    }
}
