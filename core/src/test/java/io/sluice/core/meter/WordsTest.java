package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Servers that tell with each answer what is left, when their window ends and what time it is. */
class WordsTest {
    private static final long QUOTA = 10;
    private static final long PER = 3_000;

    @ParameterizedTest
    @EnumSource
    void whatIsTrueDoesNoHarm(Kind kind) {
        LongStream.range(0, 100).forEach(seed -> {
            MeterSimulation simulation =
                    simulation(kind, Trouble.ALL, seed, true).run(60_000, 4);
            assertThat(simulation.refused).as("%s with seed %d", kind, seed).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CONCURRENT")
    void whatIsTrueCostsNoTime(Kind kind) {
        LongStream.range(0, 20).forEach(seed -> {
            long silent = simulation(kind, Trouble.none(60), seed, false).saturate(200).lastArrival;
            long telling = simulation(kind, Trouble.none(60), seed, true).saturate(200).lastArrival;
            assertThat(telling - silent).as("%s with seed %d", kind, seed).isLessThan(200);
        });
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CONCURRENT")
    void exactlyWhatOthersAndCallsUnderWayLeftIsFree(Kind kind) {
        long quota = 20;
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Meter meter = Meter.of(kind.limit(quota, 60_000));
            long sent = MeterSimulation.BEGIN + 10_000;
            long answered = sent + 50;
            long earlier = spend(meter, random.nextInt(6), sent);
            Debit call = new Debit(1, sent);
            meter.spend(call);
            meter.settle(call, sent, answered);
            long later = spend(meter, random.nextInt(4), answered + 10);
            long arrived = random.nextInt((int) earlier + 1);
            long others = random.nextInt(8);
            meter.hear(left(quota, 1 + arrived + others), call, sent, answered);

            long used = later + Math.max(1 + earlier, 1 + arrived + others);
            assertThat(meter.used(answered)).as("seed %d", seed).isEqualTo(used);
            assertThat(meter.freeAt(quota - used, answered)).as("seed %d", seed).isEqualTo(answered);
            assertThat(meter.freeAt(quota - used + 1, answered))
                    .as("seed %d", seed)
                    .isGreaterThan(answered);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CONCURRENT")
    void aShareOfTheQuotaIsLeftToOthersWhateverIsTold(Kind kind) {
        Limit all = kind.limit(100, 60_000);
        Limit limit = new Limit(all.name(), all.scope(), 100, false, all.window(), 90, Map.of());
        for (OptionalLong quota : List.of(OptionalLong.empty(), OptionalLong.of(100))) {
            MeterTable t = new MeterTable(limit).spend("a", 1, 10_000).settle("a", 10_000, 10_000);
            Word word = new Word(quota, OptionalLong.of(49), Word.NO_RESET, Word.NO_RESET);
            t.hear("a", word, 10_000, 10_000).used(10_000, 51).free(39, 10_000, 10_000);
            assertThat(t.meter.freeAt(40, MeterTable.ZERO + 10_000)).isGreaterThan(MeterTable.ZERO + 10_000);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CONCURRENT")
    void aToldQuotaIsForgottenAnHourAfterItsWindow(Kind kind) {
        MeterTable t = MeterTable.told(kind.window(60_000));
        t.spend("a", 1, 10_000).settle("a", 10_000, 10_000).hearQuota("a", 5, 10_000, 10_000);
        t.restart().idle(130_000, false).idle(3_600_000, false).idle(3_730_000, true);
    }

    private static long spend(Meter meter, long calls, long notBefore) {
        for (int i = 0; i < calls; i++) {
            meter.spend(new Debit(1, notBefore));
        }
        return calls;
    }

    /** A window of 6 s that others have just opened ends within the second that is told, though that goes on beyond 6 s from now. */
    @Test
    void aWindowOfOthersThatHasJustBegunIsBelieved() {
        long begin = MeterSimulation.BEGIN / 1_000 * 1_000;
        Meter meter = Meter.of(Kind.FIRST_CALL.limit(QUOTA, 6_000));
        Debit probe = new Debit(1, begin + 300);
        meter.hear(
                new Word(OptionalLong.of(QUOTA), OptionalLong.of(3), begin + 6_000, begin + 7_000),
                probe,
                begin + 300,
                begin + 350);
        assertThat(meter.used(begin + 350)).isEqualTo(7);
        assertThat(meter.freeAt(3, begin + 350)).isEqualTo(begin + 350);
        assertThat(meter.freeAt(4, begin + 350)).isBetween(begin + 6_000, begin + 6_350);
    }

    /** While a word is under way others spend on, so that some refusals are left; a meter cannot know better. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CONCURRENT")
    void wordsSpareRefusalsWhereOthersSpend(Kind kind) {
        long refused = 0;
        long refusedIfSilent = 0;
        for (long seed = 0; seed < 50; seed++) {
            refused += withOthers(kind, seed, true).refused;
            refusedIfSilent += withOthers(kind, seed, false).refused;
        }
        assertThat(refused)
                .isLessThan(kind == Kind.FIRST_CALL || kind == Kind.CALENDAR ? refusedIfSilent / 2 : refusedIfSilent);
    }

    private static MeterSimulation withOthers(Kind kind, long seed, boolean tells) {
        return simulation(kind, Trouble.none(60), seed, tells)
                .foreign(500, 120_000)
                .trickle(500, 60_000);
    }

    @Test
    void anEndToldByACarelessClockDoesNotStretchTheWindowForEver() {
        MeterTable t = new MeterTable(1, new Window.FirstCall(1_000));
        t.spend("a", 1, 0)
                .settle("a", 0, 10)
                .hearReset("a", 1_900, 2_000, 0, 10)
                .free(1, 20, 2_000);
        t.spend("b", 1, 2_000).settle("b", 2_000, 2_010).free(1, 2_020, 3_010);
    }

    private static MeterSimulation simulation(Kind kind, Trouble trouble, long seed, boolean tells) {
        Server server = kind.server(QUOTA, PER, seed);
        MeterSimulation simulation = new MeterSimulation(kind.limit(QUOTA, PER), server, trouble, seed);
        if (!tells) {
            return simulation;
        }
        return switch (kind) {
            case CONCURRENT -> simulation;
            case FIRST_CALL ->
                simulation.telling(arrival -> word(server.used(arrival), server.end(arrival) - arrival, arrival));
            case CALENDAR ->
                simulation.tellingTheTime(Kind.skew(seed)).telling(arrival -> left(QUOTA, server.used(arrival)));
            default -> simulation.telling(arrival -> left(QUOTA, server.used(arrival)));
        };
    }

    /** Words may be false, and come on answers of other limits' calls; a meter waits for its own calls only. */
    @ParameterizedTest
    @EnumSource
    void noWordStopsAMeterForEver(Kind kind) {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Limit limit = limit(kind, random.nextBoolean());
            Meter meter = Meter.of(limit);
            List<Debit> flying = new ArrayList<>();
            long now = MeterSimulation.BEGIN;
            for (int i = 0; i < 30; i++) {
                now += random.nextInt(1_000);
                long free = meter.freeAt(1, now);
                if (free <= now + 200 && random.nextBoolean()) {
                    flying.add(new Debit(1, free));
                    meter.spend(flying.get(flying.size() - 1));
                }
                now += random.nextInt(1_000);
                if (!flying.isEmpty() && random.nextBoolean()) {
                    ends(meter, flying.remove(random.nextInt(flying.size())), now, random);
                }
                long sent = now - random.nextInt(500);
                meter.hear(any(random, now), new Debit(1, sent), sent, now);
                if (random.nextInt(8) == 0) {
                    long[] saved = meter.save();
                    meter = Meter.of(limit);
                    meter.restore(saved);
                    flying.replaceAll(debit -> new Debit(debit.cost(), debit.notBefore()));
                    flying.forEach(meter::resume);
                }
                if (flying.isEmpty()) {
                    assertThat(meter.freeAt(QUOTA, now))
                            .as("%s with seed %d", kind, seed)
                            .isLessThan(now + 20 * PER);
                }
            }
        }
    }

    private static Limit limit(Kind kind, boolean told) {
        Limit usual = kind.limit(told ? 1 : QUOTA, PER);
        return new Limit(usual.name(), usual.scope(), usual.quota(), told, usual.window(), 100, Map.of());
    }

    private static void ends(Meter meter, Debit debit, long now, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> meter.giveBack(debit);
            case 1 -> meter.lose(debit, debit.notBefore(), Math.max(now, debit.notBefore()));
            default -> meter.settle(debit, debit.notBefore(), Math.max(now, debit.notBefore()));
        }
    }

    private static Word any(Random random, long now) {
        long from = now + random.nextInt(8_000) - 2_000;
        boolean ends = random.nextBoolean();
        return new Word(
                random.nextInt(3) == 0 ? OptionalLong.of(1L + random.nextInt(20)) : OptionalLong.empty(),
                random.nextInt(4) == 0 ? OptionalLong.empty() : OptionalLong.of(random.nextInt(12)),
                ends ? from : Word.NO_RESET,
                ends ? from + random.nextInt(2_000) : Word.NO_RESET);
    }

    private static Word left(long quota, long used) {
        return new Word(
                OptionalLong.of(quota), OptionalLong.of(Math.max(0, quota - used)), Word.NO_RESET, Word.NO_RESET);
    }

    /** The end is told in whole seconds from the answer on, rounded up; its interval is relative to the answer. */
    private static Word word(long used, long left, long arrival) {
        long seconds = -Math.floorDiv(-left, 1_000);
        return new Word(
                OptionalLong.of(QUOTA),
                OptionalLong.of(Math.max(0, QUOTA - used)),
                arrival + (seconds - 1) * 1_000,
                arrival + seconds * 1_000);
    }
}
