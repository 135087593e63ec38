package io.sluice.streams.scheduler;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of this process tell those who watch it. Each task counts in fields of its own and hands on what it has twice
 * a second; anybody may read, at any time.
 */
public final class Monitor {
    private final Map<Integer, TaskMonitor> tasks = new ConcurrentHashMap<>();
    private final Map<CallKind, LongAdder> calls = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> skipped = new ConcurrentHashMap<>();

    /**
     * What calls are counted by.
     *
     * @param outcome as in the calls of a response: what the answer meant, or why there was none
     */
    public record CallKind(String provider, String endpoint, String egress, String outcome) {}

    /** A task begins anew; what another said of its partition does not count any more. */
    TaskMonitor begin(int partition) {
        TaskMonitor task = new TaskMonitor(this, partition);
        tasks.put(partition, task);
        return task;
    }

    void ended(TaskMonitor task) {
        tasks.remove(task.partition(), task);
    }

    void counted(CallKind kind, long number) {
        calls.computeIfAbsent(kind, first -> new LongAdder()).add(number);
    }

    /** A record of a topic was read that had been handled before. */
    void skipped(String topic) {
        skipped.computeIfAbsent(topic, first -> new LongAdder()).increment();
    }

    /** The tasks that have been initialised here and not closed since. */
    public Collection<TaskMonitor> tasks() {
        return List.copyOf(tasks.values());
    }

    /** The task of a partition; null where none has been initialised here. */
    public @Nullable TaskMonitor task(int partition) {
        return tasks.get(partition);
    }

    /** Whether each of them serves. */
    boolean isServing() {
        for (TaskMonitor task : tasks.values()) {
            if (task.unready().isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** What calls there were since this process began. */
    public Set<CallKind> calls() {
        return Set.copyOf(calls.keySet());
    }

    /** How many of them; their outcomes were heard here. */
    public long calls(CallKind kind) {
        LongAdder number = calls.get(kind);
        return number == null ? 0 : number.sum();
    }

    /** The topics of which records were read that had been handled before. */
    public Set<String> skipped() {
        return Set.copyOf(skipped.keySet());
    }

    /** How many such records of a topic tasks of this process passed over. */
    public long skippedOf(String topic) {
        LongAdder number = skipped.get(topic);
        return number == null ? 0 : number.sum();
    }
}
