package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call of cost 7 takes what seven calls of cost 1 take. */
class CostTest {
    @ParameterizedTest
    @EnumSource
    void spendingSevenIsSpendingSevenTimesOne(Kind kind) {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Meter whole = Meter.of(kind.limit(50, 3_000));
            Meter single = Meter.of(kind.limit(50, 3_000));
            long now = MeterSimulation.BEGIN;
            for (int i = 0; i < 60; i++) {
                now += random.nextInt(700);
                long free = whole.freeAt(7, now);
                assertThat(single.freeAt(7, now)).as("seed %d", seed).isEqualTo(free);
                if (free <= now + 200) {
                    call(whole, single, free, random);
                }
                long at = now + random.nextInt(4_000);
                assertThat(single.freeAt(3, at)).as("seed %d", seed).isEqualTo(whole.freeAt(3, at));
                assertThat(single.used(at)).as("seed %d", seed).isEqualTo(whole.used(at));
            }
        }
    }

    private static void call(Meter whole, Meter single, long notBefore, Random random) {
        Debit seven = new Debit(7, notBefore);
        whole.spend(seven);
        List<Debit> ones = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ones.add(new Debit(1, notBefore));
            single.spend(ones.get(i));
        }
        long answered = notBefore + random.nextInt(400);
        switch (random.nextInt(6)) {
            case 0 -> {
                whole.giveBack(seven);
                ones.forEach(single::giveBack);
            }
            case 1 -> {}
            default -> {
                whole.settle(seven, notBefore, answered);
                ones.forEach(one -> single.settle(one, notBefore, answered));
            }
        }
    }
}
