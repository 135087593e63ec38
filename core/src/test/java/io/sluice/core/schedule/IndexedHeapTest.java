package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class IndexedHeapTest {
    private static final class Timer extends Timed {}

    private final Timers<Timer> timers = new Timers<>();

    @RepeatedTest(100)
    void theFirstIsTheEarliestOfThoseThatWereSetAndNotRemoved(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Timer> all = Stream.generate(Timer::new).limit(30).toList();
        Set<Timer> set = new HashSet<>();
        for (int step = 0; step < 300; step++) {
            Timer timer = all.get(random.nextInt(all.size()));
            if (random.nextInt(3) == 0) {
                timers.remove(timer);
                set.remove(timer);
            } else {
                timers.set(timer, random.nextInt(50));
                set.add(timer);
            }
            long earliest = set.stream().mapToLong(each -> each.dueAt).min().orElse(Scheduler.NEVER);
            assertThat(timers.next()).isEqualTo(earliest);
            assertThat(timers.size()).isEqualTo(set.size());
        }
        List<Timer> taken = Stream.generate(() -> timers.due(Long.MAX_VALUE))
                .limit(set.size())
                .toList();
        assertThat(taken).isSortedAccordingTo(Comparator.comparingLong(each -> each.dueAt));
        assertThat(taken).containsExactlyInAnyOrderElementsOf(set);
    }
}
