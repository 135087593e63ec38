package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A time-table of one meter; instants are ms after {@link #ZERO}, calls have names. */
final class MeterTable {
    /** A multiple of a second; 2027-01-15 08:00 UTC. */
    static final long ZERO = 1_800_000_000_000L;

    private final Limit limit;
    private final Map<String, Debit> debits = new HashMap<>();
    private final Map<String, Debit> flying = new HashMap<>();
    Meter meter;

    MeterTable(long quota, Window window) {
        this(new Limit("limit", new Scope(List.of()), quota, window));
    }

    MeterTable(Limit limit) {
        this.limit = limit;
        meter = Meter.of(limit);
    }

    /** Of a limit whose quota answers tell. */
    static MeterTable told(Window window) {
        return new MeterTable(new Limit("limit", new Scope(List.of()), 1, true, window, 100, Map.of()));
    }

    MeterTable free(long cost, long at, long expected) {
        assertThat(meter.freeAt(cost, ZERO + at) - ZERO)
                .as("free for %d, asked at %d", cost, at)
                .isEqualTo(expected);
        return this;
    }

    MeterTable freeNobodyKnowsWhen(long cost, long at) {
        assertThat(meter.freeAt(cost, ZERO + at))
                .as("free for %d, asked at %d", cost, at)
                .isEqualTo(Meter.UNKNOWN);
        return this;
    }

    MeterTable spend(String call, long cost, long notBefore) {
        free(cost, notBefore, notBefore);
        Debit debit = new Debit(cost, ZERO + notBefore);
        meter.spend(debit);
        debits.put(call, debit);
        flying.put(call, debit);
        return this;
    }

    /** A call that costs one comes after another. */
    MeterTable spendAfter(String call, String next) {
        return spendAfter(call, next, 1);
    }

    MeterTable spendAfter(String call, String next, long cost) {
        assertThat(meter.predecessor(cost)).isSameAs(flying.get(call));
        Debit debit = new Debit(cost, ZERO);
        meter.spendAfter(flying.get(call), debit);
        debits.put(next, debit);
        flying.put(next, debit);
        return this;
    }

    MeterTable nobodyIsSucceeded(long cost) {
        assertThat(meter.predecessor(cost)).isNull();
        return this;
    }

    MeterTable settle(String call, long sentAt, long answeredAt) {
        meter.settle(flying.remove(call), ZERO + sentAt, ZERO + answeredAt);
        return this;
    }

    /** Its answer tells what it took. */
    MeterTable settle(String call, long units, long sentAt, long answeredAt) {
        meter.settle(flying.remove(call), units, ZERO + sentAt, ZERO + answeredAt);
        return this;
    }

    MeterTable lose(String call, long sentAt, long by) {
        meter.lose(flying.remove(call), ZERO + sentAt, ZERO + by);
        return this;
    }

    MeterTable giveBack(String call) {
        meter.giveBack(flying.remove(call));
        return this;
    }

    MeterTable hearRemaining(String call, long remaining, long sentAt, long answeredAt) {
        return hear(call, word(OptionalLong.empty(), OptionalLong.of(remaining)), sentAt, answeredAt);
    }

    /** Told on the answer of a call that takes nothing from here. */
    MeterTable hearRemaining(long remaining, long sentAt, long answeredAt) {
        Word word = word(OptionalLong.empty(), OptionalLong.of(remaining));
        meter.hear(word, new Debit(1, ZERO + sentAt), ZERO + sentAt, ZERO + answeredAt);
        return this;
    }

    /** The same, with the end of the window. */
    MeterTable hearSpent(long remaining, long from, long to, long sentAt, long answeredAt) {
        Word word = new Word(OptionalLong.empty(), OptionalLong.of(remaining), ZERO + from, ZERO + to);
        meter.hear(word, new Debit(1, ZERO + sentAt), ZERO + sentAt, ZERO + answeredAt);
        return this;
    }

    MeterTable hearLeft(String call, long quota, long remaining, long sentAt, long answeredAt) {
        return hear(call, word(OptionalLong.of(quota), OptionalLong.of(remaining)), sentAt, answeredAt);
    }

    MeterTable hearQuota(String call, long quota, long sentAt, long answeredAt) {
        return hear(call, word(OptionalLong.of(quota), OptionalLong.empty()), sentAt, answeredAt);
    }

    MeterTable hearReset(String call, long from, long to, long sentAt, long answeredAt) {
        Word word = new Word(OptionalLong.empty(), OptionalLong.empty(), ZERO + from, ZERO + to);
        return hear(call, word, sentAt, answeredAt);
    }

    MeterTable clock(long date, long sentAt, long answeredAt) {
        meter.clock(ZERO + date, ZERO + sentAt, ZERO + answeredAt);
        return this;
    }

    MeterTable used(long at, long expected) {
        assertThat(meter.used(ZERO + at)).as("used at %d", at).isEqualTo(expected);
        return this;
    }

    MeterTable open(long at, boolean expected) {
        assertThat(meter.open(ZERO + at)).as("open at %d", at).isEqualTo(expected);
        return this;
    }

    MeterTable opens(long at, long expected) {
        assertThat(meter.opensAt(ZERO + at) - ZERO).as("opens, asked at %d", at).isEqualTo(expected);
        return this;
    }

    MeterTable idle(long at, boolean expected) {
        assertThat(meter.idle(ZERO + at)).as("idle at %d", at).isEqualTo(expected);
        return this;
    }

    /** Somebody else takes over. */
    MeterTable restart() {
        long[] saved = meter.save();
        meter = Meter.of(limit);
        meter.restore(saved);
        flying.replaceAll((call, debit) -> new Debit(debit.cost(), debit.notBefore()));
        flying.values().forEach(meter::resume);
        return this;
    }

    MeterTable hear(String call, Word word, long sentAt, long answeredAt) {
        Debit debit = debits.get(call);
        meter.hear(word, debit, ZERO + sentAt, ZERO + answeredAt);
        return this;
    }

    private static Word word(OptionalLong quota, OptionalLong remaining) {
        return new Word(quota, remaining, Word.NO_RESET, Word.NO_RESET);
    }
}
