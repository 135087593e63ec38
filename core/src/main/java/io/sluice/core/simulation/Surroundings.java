package io.sluice.core.simulation;

import io.sluice.core.provider.Cost;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Limit;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Target;
import io.sluice.core.schedule.Verdict;
import java.util.OptionalLong;
import java.util.Random;

/** What is around the scheduler: the network, the callers, and the providers' manners. */
public interface Surroundings {
    /**
     * What becomes of a call.
     *
     * @param from the earliest true instant at which its caller may start it
     * @param by the latest
     */
    Fate fate(Call call, long from, long by);

    /** What a request comes to by its provider's file of now. */
    default Request matched(Request request) {
        return request;
    }

    /** What a provider answers to a call that no limit of its refuses. */
    default Verdict verdict(Call call, Request request, long at) {
        return Verdict.OK;
    }

    /** The endpoint that a call reaches, whatever its provider's file takes its request to be for. */
    default String endpoint(Call call) {
        return call.endpoint();
    }

    /** What a call takes of limits: never more than its request costs. Where it is less, its answer says so. */
    default Cost takes(Request request) {
        return request.cost();
    }

    /** What a refusing answer tells: by default the limit's name and when it opens. */
    default Outcome.Refusal refusal(String limit, long until) {
        return new Outcome.Refusal(limit, until, true, true, HoldRule.DEFAULT);
    }

    /** Whether answers say what is left of a limit. */
    default boolean tells(Limit limit) {
        return false;
    }

    /** How an answer speaks of a limit: by default as the provider's file does. */
    default Target target(Call call, Limit limit) {
        return new Target.Declared(limit.name());
    }

    /** The length of a limit's window in ms, where answers tell it. */
    default OptionalLong tellsLength(Limit limit) {
        return OptionalLong.empty();
    }

    /** Whether refusals say what is left, too. */
    default boolean tellsWhenRefused() {
        return false;
    }

    /** Whether answers tell ends of windows in whole seconds of the provider's clock; else to the ms, as times from now. */
    default boolean tellsSeconds() {
        return false;
    }

    /** Whether the caller of an egress announces its places at an instant. */
    default boolean present(String egress, long at) {
        return true;
    }

    /** Names the caller of an egress at an instant. */
    default String caller(String egress, long at) {
        return "caller-" + egress;
    }

    /** Whether the answer to a call has a larger body than allowed. */
    default boolean tooLarge(Call call) {
        return false;
    }

    /** A network that loses nothing. */
    static Surroundings calm(Latency latency, long seed) {
        Random random = new Random(seed);
        return (call, from, by) -> {
            long arrives = from + latency.sample(random);
            long answered = arrives + latency.sample(random);
            return new Fate.Sent(from, arrives, answered, answered, true);
        };
    }
}
