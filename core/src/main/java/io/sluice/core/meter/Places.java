package io.sluice.core.meter;

import org.jspecify.annotations.Nullable;

/** Places that one more call can come after, the one first whose last call was spent first. Those that are free are used again. */
final class Places {
    @Nullable
    private Place first;

    private @Nullable Place last;
    /** Linked by what comes after. */
    private @Nullable Place free;

    /** One that nobody has. */
    Place take(long units) {
        Place place = free;
        if (place == null) {
            place = new Place();
        } else {
            free = place.after;
            place.after = null;
        }
        place.units = units;
        place.forsaken = false;
        return place;
    }

    /** Nobody has it any more. */
    void release(Place place) {
        remove(place);
        place.after = free;
        free = place;
    }

    @Nullable
    Place first() {
        return first;
    }

    void add(Place place) {
        if (place.listed) {
            return;
        }
        place.listed = true;
        place.before = last;
        if (last == null) {
            first = place;
        } else {
            last.after = place;
        }
        last = place;
    }

    void remove(Place place) {
        if (!place.listed) {
            return;
        }
        if (place.before == null) {
            first = place.after;
        } else {
            place.before.after = place.after;
        }
        if (place.after == null) {
            last = place.before;
        } else {
            place.after.before = place.before;
        }
        place.before = null;
        place.after = null;
        place.listed = false;
    }
}
