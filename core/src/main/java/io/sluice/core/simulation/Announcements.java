package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.schedule.Scheduler;
import java.util.LinkedHashMap;
import java.util.Map;

/** What callers say of their room, each second and for each egress that a credential leaves by. */
final class Announcements {
    static final long REPEAT_MILLIS = 1_000;

    private final Surroundings around;
    private final long places;
    /** When the caller of an egress speaks next; true epoch ms. */
    private final Map<String, Long> due = new LinkedHashMap<>();

    private long earliest = Long.MAX_VALUE;

    Announcements(Surroundings around, long places) {
        this.around = around;
        this.places = places;
    }

    void leavesBy(Credential credential) {
        if (due.putIfAbsent(credential.egress(), Long.MIN_VALUE) == null) {
            earliest = Long.MIN_VALUE;
        }
    }

    /** A scheduler that has heard nothing takes over. */
    void again() {
        due.replaceAll((egress, at) -> Long.MIN_VALUE);
        earliest = Long.MIN_VALUE;
    }

    boolean areDue(long now) {
        return now >= earliest;
    }

    void repeat(Scheduler scheduler, long now, long wall) {
        earliest = Long.MAX_VALUE;
        due.replaceAll((egress, at) -> {
            long next = at;
            if (now >= at && around.present(egress, now)) {
                scheduler.places(egress, around.caller(egress, now), places, wall);
                next = now + REPEAT_MILLIS;
            }
            earliest = Math.min(earliest, next);
            return next;
        });
    }
}
