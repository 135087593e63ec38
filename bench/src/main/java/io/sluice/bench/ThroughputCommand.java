package io.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.bench.loop.BareLoop;
import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Loop;
import io.sluice.bench.loop.SluiceLoop;
import io.sluice.bench.loop.Times;
import io.sluice.bench.profile.Profile;
import io.sluice.bench.upstream.Nginx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = "Closed loop, no limit, nginx: calls per second of Sluice and of the bare loop, in turn.")
final class ThroughputCommand implements Callable<Integer> {
    @Option(names = "--requests", description = "Requests in each round (default: ${DEFAULT-VALUE}).")
    private int requests = 60_000;

    @Option(names = "--warm-up-rounds", description = "Rounds of each that do not count (default: ${DEFAULT-VALUE}).")
    private int warmUpRounds = 8;

    @Option(names = "--rounds", description = "Rounds of each (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--outstanding",
            description = "Requests handed in and not answered (default: ${DEFAULT-VALUE}); 0 hands in all at once.")
    private int outstanding = 20_000;

    @Option(names = "--concurrency", description = "Calls in flight at nginx (default: ${DEFAULT-VALUE}).")
    private int concurrency = 256;

    @Option(names = "--body", description = "Bytes of each call's body (default: ${DEFAULT-VALUE}).")
    private int body = 500;

    @Option(names = "--only", description = "Measure one of them alone: sluice or bare.")
    private @Nullable String only;

    @Option(
            names = "--profile",
            description = "Record to this file and print where the time of Sluice's last round went.")
    private @Nullable Path profile;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Optional<Profile> recording = Optional.ofNullable(profile).map(Profile::begin);
        List<Subject> subjects = new ArrayList<>();
        try (Folder folder = new Folder();
                Nginx nginx = Nginx.start(folder.path())) {
            for (String name : only == null ? List.of("sluice", "bare") : List.of(only)) {
                Loop loop = start(name, Files.createDirectory(folder.path().resolve(name)), nginx.port());
                subjects.add(new Subject(loop, new Driver(loop, 5, Bodies.ofBytes(body)), new ArrayList<>()));
            }
            for (int number = 1 - warmUpRounds; number <= rounds; number++) {
                for (Subject subject : subjects) {
                    round(subject, number, recording);
                }
            }
            subjects.forEach(Subject::close);
        }
        recording.ifPresent(Profile::close);
        report(subjects);
        return 0;
    }

    /** A loop that runs from the first round to the last. */
    private record Subject(Loop loop, Driver driver, List<Round> counted) {
        void close() {
            driver.close();
            loop.close();
        }

        double median(ToDoubleFunction<Round> figure) {
            return Figures.median(
                    counted.stream().map(round -> figure.applyAsDouble(round)).toList());
        }
    }

    /**
     * What one round took.
     *
     * @param cpuMicros of this process, for each request
     */
    private record Round(double callsPerSecond, double cpuMicros) {}

    private void round(Subject subject, int number, Optional<Profile> recording) throws IOException {
        String name = subject.loop().name();
        String prefix = "r" + (number + warmUpRounds) + "-";
        boolean last = number == rounds && name.equals(profiled());
        long cpuBefore = processCpuNanos();
        Supplier<Times> work = () -> subject.driver().closed(prefix, requests, room());
        Times times = last && recording.isPresent() ? recording.get().of(work) : work.get();
        double cpuMicros = (processCpuNanos() - cpuBefore) / 1e3 / requests;
        Round round = new Round(requests * 1e9 / times.span(), cpuMicros);
        Results.progress(
                "%s %d %-6s %,9.0f calls/s, %,5.0f us of CPU for each",
                number > 0 ? "round" : "warm-up", number, name, round.callsPerSecond(), round.cpuMicros());
        if (number > 0) {
            subject.counted().add(round);
        }
    }

    private static long processCpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private String profiled() {
        return only == null ? "sluice" : only;
    }

    private Loop start(String name, Path folder, int port) throws Exception {
        return name.equals("bare")
                ? BareLoop.start(folder, port, concurrency)
                : SluiceLoop.start(folder, SluiceLoop.Api.unlimited(port, concurrency));
    }

    private int room() {
        return outstanding == 0 ? Integer.MAX_VALUE : outstanding;
    }

    private void report(List<Subject> subjects) {
        Results results = new Results("throughput", json).put("requests", (long) requests);
        results.put("outstanding", (long) outstanding).put("concurrency", (long) concurrency);
        for (Subject subject : subjects) {
            String name = subject.loop().name();
            results.put(name + "CallsPerSecond", Math.round(subject.median(Round::callsPerSecond)))
                    .put(name + "CpuMicrosPerCall", Math.round(subject.median(Round::cpuMicros)));
        }
        if (subjects.size() == 2) {
            results.put(
                    "ratio",
                    subjects.get(0).median(Round::callsPerSecond)
                            / subjects.get(1).median(Round::callsPerSecond));
        }
        results.print();
    }
}
