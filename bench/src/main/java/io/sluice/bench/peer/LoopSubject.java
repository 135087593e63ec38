package io.sluice.bench.peer;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Loop;
import java.lang.management.ManagementFactory;

/** A loop in this JVM with a driver of its own. */
public final class LoopSubject implements Subject {
    private static final int LINGER_MILLIS = 5;

    private final Loop loop;
    private final Driver driver;

    /**
     * Takes the loop over: it is closed with this.
     *
     * @param body of each call, as JSON
     */
    public LoopSubject(Loop loop, String body) {
        this.loop = loop;
        this.driver = new Driver(loop, LINGER_MILLIS, body);
    }

    @Override
    public String name() {
        return loop.name();
    }

    @Override
    public Round round(String prefix, int requests, int outstanding) {
        long cpuBefore = processCpuNanos();
        long span = driver.closed(prefix, requests, outstanding).span();
        return new Round(requests * 1e9 / span, (processCpuNanos() - cpuBefore) / 1e3 / requests);
    }

    @Override
    public void close() {
        driver.close();
        loop.close();
    }

    private static long processCpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
