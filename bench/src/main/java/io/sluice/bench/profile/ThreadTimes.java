package io.sluice.bench.profile;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time by name of thread, in ns. What is left of the process's is the JVM's own: its compilers and its collector.
 *
 * @param process of all threads
 */
record ThreadTimes(Map<String, Long> byName, long process) {
    /** The times since the process began. */
    static ThreadTimes now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> times = new TreeMap<>();
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null) {
                times.merge(
                        name(info.getThreadName()),
                        Math.max(0, threads.getThreadCpuTime(info.getThreadId())),
                        Long::sum);
            }
        }
        long process =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        return new ThreadTimes(times, process);
    }

    /** The times since an earlier instant. */
    ThreadTimes since(ThreadTimes earlier) {
        Map<String, Long> times = new TreeMap<>();
        byName.forEach((name, time) -> times.put(name, time - earlier.byName.getOrDefault(name, 0L)));
        long spent = process - earlier.process;
        times.put(
                "(compilers and collector)",
                spent - times.values().stream().mapToLong(Long::longValue).sum());
        return new ThreadTimes(times, spent);
    }

    /** What is spent on average for each of so many pieces of work. */
    ThreadTimes forEach(int pieces) {
        Map<String, Long> times = new TreeMap<>();
        byName.forEach((name, time) -> times.put(name, time / pieces));
        return new ThreadTimes(times, process / pieces);
    }

    /** The name of a thread without what differs from run to run. */
    static String name(String name) {
        return name.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "…")
                .replaceAll("(request-handler|vert.x-worker-thread)-\\d+", "$1");
    }
}
