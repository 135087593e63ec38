package io.sluice.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** What a flight recording says about CPU: by thread, by part of the program within each thread, by method. */
final class ProfileReport {
    private static final int THREADS = 12;
    private static final int PARTS = 10;
    private static final int STEPS = 30;
    private static final int METHODS = 30;

    private final ThreadTimes spent;
    private final Map<String, Counter> partsOfThread = new HashMap<>();
    private final Map<String, Counter> stepsOfThread = new HashMap<>();
    private final Counter leaves = new Counter();
    private double machine;
    private double jvm;
    private int loads;
    private long pauseNanos;
    private int collections;

    private ProfileReport(ThreadTimes spent) {
        this.spent = spent;
    }

    /** Reads that part of a recording in which each thread spent so much for each call. */
    static String of(Path file, Instant start, Instant end, ThreadTimes spent) throws IOException {
        ProfileReport report = new ProfileReport(spent);
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getStartTime().isAfter(start) && event.getStartTime().isBefore(end)) {
                    report.add(event);
                }
            }
        }
        return report.text();
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> sample(event);
            case "jdk.NativeMethodSample" -> nativeSample(event);
            case "jdk.CPULoad" -> {
                machine += event.getFloat("machineTotal");
                jvm += event.getFloat("jvmUser") + event.getFloat("jvmSystem");
                loads++;
            }
            case "jdk.GarbageCollection" -> {
                pauseNanos += event.getDuration("sumOfPauses").toNanos();
                collections++;
            }
            default -> {
                // not asked for
            }
        }
    }

    /** Native samples show threads that wait as well; RocksDB alone computes there. */
    private void nativeSample(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null
                && !stack.getFrames().isEmpty()
                && method(stack.getFrames().get(0)).startsWith("org.rocksdb.")) {
            sample(event);
        }
    }

    private void sample(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        RecordedThread thread = event.getThread("sampledThread");
        if (stack == null || stack.getFrames().isEmpty()) {
            return;
        }
        List<String> methods = stack.getFrames().stream()
                .filter(RecordedFrame::isJavaFrame)
                .map(ProfileReport::method)
                .toList();
        String name = name(thread);
        partsOfThread.computeIfAbsent(name, key -> new Counter()).add(Part.of(methods));
        leaves.add(methods.get(0));
        Set<String> steps = new HashSet<>();
        for (String method : methods) {
            if (method.startsWith("io.sluice.") && !method.contains("ambda$")) {
                steps.add(method);
            }
        }
        Counter counter = stepsOfThread.computeIfAbsent(name, key -> new Counter());
        steps.forEach(counter::add);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "machine %.2f cores, this JVM %.2f; %d collections, %d ms of pauses; %.1f us of CPU for each call",
                cores(machine),
                cores(jvm),
                collections,
                pauseNanos / 1_000_000,
                spent.process() / 1e3);
        spent.byName().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(THREADS)
                .forEach(thread -> thread(text, thread.getKey(), thread.getValue()));
        line(text, "%nall threads, innermost methods (%d samples)", leaves.total());
        leaves.top(METHODS).forEach(leaf -> line(text, "    %5.1f %%  %s", leaves.percent(leaf), leaf));
        return text.toString();
    }

    private void thread(StringBuilder text, String name, long nanos) {
        line(text, "%n%5.1f %% %6.1f us  %s", 100.0 * nanos / spent.process(), nanos / 1e3, name);
        Counter parts = partsOfThread.getOrDefault(name, new Counter());
        parts.top(PARTS)
                .forEach(part -> line(
                        text,
                        "           %5.1f %% %6.1f us  %s",
                        parts.percent(part),
                        parts.percent(part) / 100 * nanos / 1e3,
                        part));
        Counter steps = stepsOfThread.getOrDefault(name, new Counter());
        steps.top(STEPS)
                .forEach(step -> line(
                        text,
                        "                  %5.1f %%  %s",
                        100.0 * steps.count(step) / Math.max(1, parts.total()),
                        step));
    }

    private double cores(double sum) {
        return sum / Math.max(1, loads) * Runtime.getRuntime().availableProcessors();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }

    private static String name(@Nullable RecordedThread thread) {
        String name = thread == null ? null : thread.getJavaName();
        return name == null ? "other" : ThreadTimes.name(name);
    }

    private static String method(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + '.' + frame.getMethod().getName();
    }
}
