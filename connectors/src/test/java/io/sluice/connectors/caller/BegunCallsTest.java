package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import org.junit.jupiter.api.Test;

class BegunCallsTest {
    private static final long NOW = 1_000_000;

    private final BegunCalls begun = new BegunCalls(3);

    @Test
    void aCallIsTheFirstOfItsIdOnce() {
        assertThat(begun.first(call("a#1"), NOW)).isTrue();
        assertThat(begun.first(call("a#2"), NOW)).isTrue();
        assertThat(begun.first(call("a#1"), NOW)).isFalse();
        assertThat(begun.first(call("a#2"), NOW)).isFalse();
    }

    @Test
    void theIdsOfManyOtherCallsAreNotTakenForIt() {
        BegunCalls many = new BegunCalls(100_000);

        for (int i = 0; i < 100_000; i++) {
            assertThat(many.first(call("r" + i + "#1"), NOW)).isTrue();
        }
    }

    @Test
    void aCallIsKnownUntilItsLeaseEnds() {
        ApiCall call = call("a#1");
        begun.first(call, NOW);
        long end = Leases.endOf(call);

        begun.first(call("b#1"), end);
        begun.first(call("c#1"), end);

        assertThat(begun.first(call, end)).isFalse();
    }

    @Test
    void thoseWhoseLeasesEndedAreForgotten() {
        ApiCall call = call("a#1");
        begun.first(call, NOW);
        long later = Leases.endOf(call) + 1;

        begun.first(call("b#1"), later);
        begun.first(call("c#1"), later);

        assertThat(begun.first(call, later)).isTrue();
    }

    /** An id of an answered request is free after a day. */
    @Test
    void aCallOfWhichNobodyCameAfterIsForgotten() {
        begun.first(call("a#1"), NOW);
        long aDayLater = NOW + 86_400_000;
        ApiCall again = call("a#1", aDayLater);

        assertThat(begun.first(again, aDayLater)).isTrue();
        assertThat(begun.first(again, aDayLater)).isFalse();
    }

    @Test
    void noMoreAreKnownThanTwoSetsHold() {
        for (int i = 0; i < 7; i++) {
            begun.first(call("r" + i + "#1"), NOW);
        }

        assertThat(begun.first(call("r0#1"), NOW)).isTrue();
    }

    private static ApiCall call(String id) {
        return call(id, NOW);
    }

    private static ApiCall call(String id, long now) {
        return Calls.to("http://127.0.0.1/", id, now + 1_000).build();
    }
}
