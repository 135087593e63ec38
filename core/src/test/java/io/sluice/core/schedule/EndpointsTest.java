package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;

import org.junit.jupiter.api.Test;

class EndpointsTest {
    /** {@code other} comes first, as a file may declare it. */
    @Test
    void aCallWhoseEndpointIsGoneCountsForTheEndpointOther() {
        Timetable t = new Timetable()
                .file(endpoint("gone"), endpoint("other"))
                .credential("alice")
                .requestFor("gone", "a")
                .expectCall("a", "alice");
        t.file(endpoint("other", limit("o", 1, firstCall(1_000))), endpoint("items", limit("i", 1, firstCall(1_000))));
        t.requestFor("items", "b").expectCall("b", "alice");
        t.requestFor("other", "c").expectNoCall();
    }
}
