package io.sluice.streams.scheduler;

import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Hands each record to the part of the task that its topic is for. */
@SuppressWarnings("NullAway.Init") // Streams calls init before anything else
final class ScheduleProcessor implements Processor<byte[], byte[], Routed, Object> {
    private static final Duration TICK = Duration.ofMillis(5);

    private final SchedulerConfig config;
    private final Faults faults;
    private final LeaderEpochs epochs;
    private final CommitPace pace;
    private final Map<String, Handler> handlers = new HashMap<>();
    private ProcessorContext<Routed, Object> context;
    private SchedulerTask task;
    private HighestRead highestRead;
    private boolean restored;
    private @Nullable Cancellable ticks;

    private interface Handler {
        void take(Input input, long now);
    }

    /** @param pace of the thread */
    ScheduleProcessor(SchedulerConfig config, Faults faults, LeaderEpochs epochs, CommitPace pace) {
        this.config = config;
        this.faults = faults;
        this.epochs = epochs;
        this.pace = pace;
    }

    /** Streams may call this again on the same object, after a fault, and keeps punctuators over that. */
    @Override
    public void init(ProcessorContext<Routed, Object> context) {
        close();
        this.context = context;
        Topics topics = config.topics();
        highestRead = new HighestRead(context.getStateStore(Nodes.BUDGETS), config, epochs);
        highestRead.resume();
        restored = highestRead.isRestored(context.taskId().partition());
        this.task = TaskMaker.make(config, context);
        handlers.put(topics.requests().name(), task::request);
        handlers.put(topics.outcomes().name(), task::outcome);
        handlers.put(topics.providers().name(), task::provider);
        handlers.put(topics.credentials().name(), task::credential);
        handlers.put(topics.cancellations().name(), task::cancellation);
        handlers.put(topics.retriesBudget().name(), (input, now) -> task.wait(input, Nodes.WRITE_BUDGET_WAITS, now));
        handlers.put(topics.retriesBackoff().name(), (input, now) -> task.wait(input, Nodes.WRITE_BACKOFF_WAITS, now));
        task.resume(context.currentSystemTimeMs());
        ticks = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        pace.handled();
        long now = context.currentSystemTimeMs();
        requireWhole();
        task.begin(now);
        RecordMetadata at = context.recordMetadata().orElseThrow();
        if (highestRead.isNew(at)) {
            handle(Input.of(record, at, config.topics()), now);
            highestRead.handled(at);
        }
    }

    private void handle(Input input, long now) {
        Handler handler = handlers.get(input.topic());
        Optional<String> fault = faults.isEmpty() ? Optional.empty() : faults.takeReason(input.place());
        if (fault.isPresent()) {
            task.setAside(input, "the scheduler failed at this record: " + fault.get(), now);
        } else if (handler == null) {
            task.setAside(input, "no task of ours forwarded it", now);
        } else if (!input.topic().equals(config.topics().requests().name()) && input.size() > Out.MOST_BYTES) {
            task.setAside(input, "it is larger than records may be", now);
        } else {
            guarded(input, handler, now);
        }
    }

    private void tick(long now) {
        requireWhole();
        highestRead.advance();
        if (task.advance(now)) {
            pace.handled();
        }
        if (pace.isDue(this, now, config.monitor().isServing())) {
            context.commit();
        }
    }

    /** Streams makes the stores of a task anew that says so, from their logs; in {@link #init} it would not hear it. */
    private void requireWhole() {
        if (!restored || !task.isWhole()) {
            throw new TaskCorruptedException(Set.of(context.taskId()));
        }
    }

    /** Whatever fails but Kafka is taken to be the record's fault; so is a kept record that it leads to and nobody can read. */
    private void guarded(Input input, Handler handler, long now) {
        try {
            handler.take(input, now);
            if (!faults.isEmpty()) {
                faults.handled(input.place());
            }
        } catch (RuntimeException e) {
            if (!(e instanceof KafkaException) || e instanceof UnreadableRecordException) {
                faults.failed(input.place(), e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (ticks != null) {
            ticks.cancel();
            ticks = null;
            task.close();
        }
    }
}
