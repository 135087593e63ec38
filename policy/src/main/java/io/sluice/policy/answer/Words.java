package io.sluice.policy.answer;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.Limit;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Target;
import io.sluice.policy.dialect.Told;
import io.sluice.policy.value.Interval;
import io.sluice.policy.value.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What one answer says about limits: by the signals of the provider's file, and by its headers where those are silent. */
final class Words {
    /** Longer names of buckets are not taken, in characters. */
    private static final int LONGEST_BUCKET = 200;

    private final Reading reading;
    private final Answer answer;
    private final Values values;
    private final List<SaidBy> all = new ArrayList<>();

    /** Who says it; of several that tell when to come back, the first is believed. */
    private enum By {
        SIGNAL,
        FIELD,
        HEADERS
    }

    /**
     * One word.
     *
     * @param back when there is something to spend again
     */
    private record SaidBy(Outcome.Said said, Optional<Interval> back, By by) {}

    Words(Reading reading, Answer answer, Values values, List<Told> byHeaders) {
        this.reading = reading;
        this.answer = answer;
        this.values = values;
        Set<String> read = new HashSet<>();
        reading.signals().forEach(signal -> hear(signal, read));
        byHeaders.forEach(told -> hear(told, read));
    }

    List<Outcome.Said> said() {
        return all.stream().map(SaidBy::said).toList();
    }

    /**
     * Epoch ms when something of what is told to be spent is back; 0 where that is not told.
     *
     * @param limit the one that refused; null: not known
     */
    long back(@Nullable String limit) {
        for (By by : By.values()) {
            long latest = 0;
            for (SaidBy one : all) {
                boolean spent = one.by() == by
                        && one.said().word().spent()
                        && one.back().isPresent();
                if (spent && (limit == null || isOf(one.said().target(), limit))) {
                    latest = Math.max(latest, one.back().get().to());
                }
            }
            if (latest > 0) {
                return latest;
            }
        }
        return 0;
    }

    private static boolean isOf(Target target, String limit) {
        return target.limit().filter(named -> Limit.isCalled(named, limit)).isPresent();
    }

    private void hear(Signal signal, Set<String> read) {
        OptionalLong quota = quota(signal.quota());
        OptionalLong remaining = count(signal.remaining());
        OptionalLong used = count(signal.used());
        OptionalLong whole = quota.isPresent() ? quota : declared(signal.limit());
        if (remaining.isEmpty() && used.isPresent() && whole.isPresent()) {
            remaining = OptionalLong.of(Math.max(0, whole.getAsLong() - used.getAsLong()));
        }
        // Where the quota goes by the credential, its meter alone knows what is left.
        OptionalLong taken = remaining.isEmpty() && goesByCredential(signal.limit()) ? used : OptionalLong.empty();
        Optional<Interval> reset = time(signal.reset(), answer, values);
        Optional<Interval> ends = signal.meaning() == Signal.Meaning.RESET ? reset : Optional.empty();
        for (Signal.Source source : sources(signal)) {
            if (source.header() != null) {
                read.add(source.header().toLowerCase(Locale.ROOT));
            }
        }
        if (quota.isPresent() || remaining.isPresent() || taken.isPresent() || ends.isPresent()) {
            Target target = target(signal);
            Word word = new Word(
                    quota,
                    remaining,
                    taken,
                    ends.map(Interval::from).orElse(Word.NO_RESET),
                    ends.map(Interval::to).orElse(Word.NO_RESET));
            all.add(new SaidBy(
                    new Outcome.Said(target, word, OptionalLong.empty()),
                    signal.meaning() == Signal.Meaning.FULL ? Optional.empty() : reset,
                    By.SIGNAL));
        }
    }

    /** The quota that the provider's file has for a limit, whichever the credential. */
    private OptionalLong declared(@Nullable String limit) {
        return goesByCredential(limit) ? OptionalLong.empty() : quotas(limit).findFirst();
    }

    private boolean goesByCredential(@Nullable String limit) {
        return quotas(limit).distinct().count() > 1;
    }

    private LongStream quotas(@Nullable String limit) {
        return reading.limits().stream()
                .filter(one -> limit != null && one.isCalled(limit) && !one.told())
                .mapToLong(Limit::quota);
    }

    private Target target(Signal signal) {
        if (signal.limit() == null) {
            return new Target.Unnamed();
        }
        if (!signal.about().isEmpty()) {
            return new Target.Elsewhere(signal.limit(), signal.about());
        }
        String bucket = signal.bucket() == null ? null : signal.bucket().read(answer);
        return bucket == null || bucket.isBlank() || bucket.length() > LONGEST_BUCKET
                ? new Target.Declared(signal.limit())
                : new Target.Bucket(signal.limit(), bucket);
    }

    private static List<Signal.Source> sources(Signal signal) {
        List<Signal.Source> sources = new ArrayList<>();
        for (Signal.@Nullable Source source :
                new Signal.@Nullable Source[] {signal.quota(), signal.remaining(), signal.used(), signal.reset()}) {
            if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    /** What a signal reads is not read again, nor is a limit of which one told. */
    private void hear(Told told, Set<String> read) {
        if (told.headers().stream().anyMatch(read::contains)) {
            return;
        }
        Target target = Meant.of(told, reading);
        boolean declared = target.limit().isPresent();
        boolean again = declared
                && all.stream()
                        .anyMatch(one ->
                                one.by() == By.SIGNAL && one.said().target().equals(target));
        if (!again && (declared || told.unit() == null)) {
            all.add(new SaidBy(
                    new Outcome.Said(target, told.word(), told.perMillis()),
                    told.ends(),
                    told.field() ? By.FIELD : By.HEADERS));
        }
    }

    private OptionalLong quota(Signal.@Nullable Source source) {
        return source == null ? OptionalLong.empty() : values.quota(source.read(answer), source.place());
    }

    private OptionalLong count(Signal.@Nullable Source source) {
        return source == null ? OptionalLong.empty() : values.count(source.read(answer), source.place());
    }

    /** The instant that a source tells, as late as it says. */
    static Optional<Interval> time(Signal.@Nullable Source source, Answer answer, Values values) {
        if (source == null) {
            return Optional.empty();
        }
        return values.time(source.read(answer), source.form(), source.place())
                .map(told -> new Interval(told.from(), told.to() + source.addMillis()));
    }
}
