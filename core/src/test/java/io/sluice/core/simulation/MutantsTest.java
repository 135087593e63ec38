package io.sluice.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation notices faults of the core: each of these makes it fail within 500 seeds. */
class MutantsTest {
    private static final int SEEDS = 500;

    static Stream<Mutant> mutants() {
        return Stream.of(
                Mutant.of(
                        "a debit is returned twice",
                        "meter/Flying.java",
                        "units -= debit.taken;",
                        "units -= 2 * debit.taken;"),
                Mutant.of(
                        "a sliding window counts from the send",
                        "meter/SlidingMeter.java",
                        "answered.add(answeredAt, units);",
                        "answered.add(sentAt, units);"),
                Mutant.of(
                        "a first-call window opens with the send",
                        "meter/FirstCallMeter.java",
                        "end.answeredSurelyHere(answeredAt);",
                        "end.answeredSurelyHere(sentAt);"),
                Mutant.of(
                        "values that look like keys share a lane",
                        "credential/Percent.java",
                        "point == '%' || point == ',' || point == '=' || Character",
                        "Character"),
                Mutant.of("a hold is forgotten", "schedule/Budget.java", "            closedUntil = until;\n", ""),
                Mutant.of(
                        "those who stand behind the first are lost",
                        "schedule/Dispatcher.java",
                        "if (!queue.isEmpty()) {\n                        budget.wakes(queue);",
                        "if (queue.isEmpty()) {\n                        budget.wakes(queue);"),
                Mutant.of(
                        "a lease ends early",
                        "schedule/Flights.java",
                        "leases.due(before - 1)",
                        "leases.due(before + 5_000)"),
                Mutant.of(
                        "budgets of request parameters are not debited",
                        "schedule/LimitBudget.java",
                        "        meter.spend(debit);",
                        "        if (!limit.scope().ofRequest()) {\n            meter.spend(debit);\n        }"),
                Mutant.of(
                        "budgets of a lane are not looked at",
                        "schedule/Dispatcher.java",
                        "blocker(lane.budgets, lane, now, now)",
                        "blocker(List.of(), lane, now, now)"),
                Mutant.of(
                        "nothing is kept for a large request",
                        "schedule/Claims.java",
                        "if (budget.units(claim.cost()) > 1 &&",
                        "if (budget.units(claim.cost()) > 100 &&"),
                Mutant.of(
                        "a refusal uses up an attempt",
                        "schedule/Judge.java",
                        "pending.progress = pending.progress.refused();",
                        "pending.progress = pending.progress.failed();"),
                Mutant.of(
                        "a sliding slot is free one ms early",
                        "meter/SlidingMeter.java",
                        "Math.max(at, last + per)",
                        "Math.max(at, last + per - 1)"),
                Mutant.of(
                        "a restart forgets what calls in flight hold",
                        "schedule/LimitBudget.java",
                        "        meter.resume(debit);\n",
                        ""),
                Mutant.of(
                        "a call that was never started counts as one",
                        "schedule/Progress.java",
                        "return calls > unstarted;",
                        "return calls > 0;"),
                Mutant.of(
                        "a lost call is made again whatever it does",
                        "schedule/Judge.java",
                        "if (pending.terms.repeatable()) {",
                        "if (pending.progress.calls() > 0) {"),
                Mutant.of(
                        "a disabled credential has a seat",
                        "schedule/ProviderState.java",
                        " && !member.credential.disabled()",
                        ""),
                Mutant.of(
                        "a changed file begins to count anew",
                        "schedule/Budgets.java",
                        "        kept.put(id, budget.save());\n",
                        ""),
                Mutant.of(
                        "a lane is dropped before those that back off come back",
                        "schedule/Lane.java",
                        " && expected == 0",
                        ""),
                Mutant.of(
                        "a calendar window is counted without regard to clock skew",
                        "meter/CalendarMeter.java",
                        "turns.start(answeredAt + skew.most());\n        for (long window = turns.start(answeredAt + skew.least());",
                        "turns.start(answeredAt);\n        for (long window = turns.start(answeredAt);"),
                Mutant.of(
                        "a calendar window opens by our own clock",
                        "meter/CalendarMeter.java",
                        "turns.next(counts.start(full)) - skew.least()",
                        "turns.next(counts.start(full))"),
                Mutant.of(
                        "every day has 24 hours",
                        "meter/Turns.java",
                        "turn(date) > at ? turn(date) : turn(date.plus(step))",
                        "Math.max(at + 1, startOf(at) + (step.getDays() > 0 ? 86_400_000L : turn(date.plus(step)) - startOf(at)))"),
                Mutant.of(
                        "an outcome after its lease is settled a second time",
                        "schedule/Landings.java",
                        "judge.hearLate(late, outcome, now);",
                        "finish(late, outcome, now);"),
                Mutant.of(
                        "a budget wakes up one waiter too few",
                        "schedule/Dispatcher.java",
                        "long turn = queue.turn;",
                        "long turn = queue.turn + 1;"),
                Mutant.of(
                        "an opening is forgotten while another one is awaited",
                        "schedule/Openings.java",
                        "if (budget.slot < 0 || at < budget.dueAt)",
                        "if (budget.slot < 0)"),
                Mutant.of(
                        "one call more than places is made",
                        "schedule/PlacesBudget.java",
                        "!absent(now) && taken < announced",
                        "!absent(now) && taken <= announced"),
                Mutant.of(
                        "a lost call gives back its slot",
                        "schedule/LimitBudget.java",
                        "meter.lose(debit, sentAt, by);",
                        "meter.giveBack(debit);"),
                Mutant.of(
                        "a call may start after its request's deadline",
                        "schedule/Departures.java",
                        "startBy = Math.min(startBy, pending.deadline);",
                        "startBy = Math.max(startBy, 0);"),
                Mutant.of(
                        "a banned credential goes on",
                        "schedule/Suspicions.java",
                        "Standing next = flight.member.standing().banned(now);\n        standing.accept(flight.member, next);\n        retired(flight, next);",
                        "standing.accept(flight.member, flight.member.standing().banned(now));"),
                Mutant.of(
                        "a bucket refills before its calls are answered",
                        "meter/BucketMeter.java",
                        "refilled = refilled(sentAt, answeredAt);\n        advance(answeredAt);",
                        "refilled = refilled(sentAt, answeredAt);\n        advance(sentAt);"),
                Mutant.of(
                        "a call that is cut off at a restart may be called again before its lease ends",
                        "schedule/Flights.java",
                        "        add(flight);\n        return flight;",
                        "        byCall.put(call.id(), flight);\n        leases.set(flight, call.notBefore());\n        return flight;"),
                Mutant.of(
                        "one more than a told quota is believed",
                        "meter/Quota.java",
                        "set(told ? said :",
                        "set(told ? said + 1 :"),
                Mutant.of(
                        "a restart forgets a told quota",
                        "meter/Quota.java",
                        "set(told && saved != Meter.UNKNOWN ? saved",
                        "set(told ? declared"),
                Mutant.of(
                        "a clock that is off by minutes is not believed",
                        "meter/Skew.java",
                        "if (first || again) {",
                        "if (false) {"),
                Mutant.of(
                        "a call in flight costs what it did by the file before",
                        "schedule/Flight.java",
                        "} else if (taken.get(at).cost() != budget.units(cost)) {",
                        "} else if (false) {"),
                Mutant.of(
                        "what a call counted by was guessed, and stays so",
                        "schedule/Flight.java",
                        "if (i < sure || needed.contains(budgets.get(i))) {",
                        "if (true) {"),
                Mutant.of(
                        "endpoints of one bucket are counted apart",
                        "schedule/Buckets.java",
                        "names.isEmpty() ?",
                        "names.size() >= 0 ?"),
                Mutant.of(
                        "a restart forgets which endpoints share a bucket",
                        "schedule/ProviderState.java",
                        "            buckets.restore(budgets.kept.keySet());\n",
                        ""),
                Mutant.of(
                        "what the loss of a call reveals is not learned",
                        "schedule/Discoveries.java",
                        "learned(flight, learning.ended(flight));",
                        "learning.ended(flight);"),
                Mutant.of(
                        "a restart forgets what was learned",
                        "schedule/ProviderState.java",
                        "            learning.restore(budgets.kept);\n",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aFaultOfTheCoreIsFound(Mutant mutant) throws ReflectiveOperationException {
        String found = mutant.found(Scenario.class, SEEDS, Scenario::run).orElse(null);
        System.out.println(
                mutant + ": " + (found == null ? "lives" : found.substring(0, Math.min(160, found.length()))));
        assertThat(found).as(mutant + " lives after " + SEEDS + " seeds").isNotNull();
    }
}
