package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.BareLoop;
import io.sluice.bench.loop.ParallelLoop;
import io.sluice.bench.loop.SluiceLoop;
import io.sluice.bench.peer.BullMq;
import io.sluice.bench.peer.LoopSubject;
import io.sluice.bench.peer.Subject;
import io.sluice.bench.profile.Profile;
import io.sluice.bench.upstream.Nginx;
import io.sluice.cli.TemporaryFolder;
import io.sluice.core.provider.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = {
            "Calls/s beside a bare loop, BullMQ and parallel-consumer.",
            "Closed loop, no limit, nginx answers at once. Rounds in turn, medians; a peer that this machine cannot have is left out with a line."
        },
        footer = {"", "Example:", "  ./sluice bench throughput --only sluice,bullmq --rounds 3"})
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

    @Option(names = "--workers", description = "Worker processes of BullMQ (default: ${DEFAULT-VALUE}).")
    private int workers = 2;

    @Option(
            names = "--parallel-concurrency",
            description = "Calls in flight of parallel-consumer (default: ${DEFAULT-VALUE}).")
    private int parallelConcurrency = 256;

    @Option(names = "--body", description = "Bytes of each call's body (default: ${DEFAULT-VALUE}).")
    private int body = 500;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Some of sluice, bare, bullmq, parallel (default: all).")
    private List<Name> only = List.of(Name.values());

    @Option(
            names = "--profile",
            description = "Record to this file and print where the time of Sluice's last round went.")
    private @Nullable Path profile;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    /** Who can be measured, in the order of the rounds. */
    private enum Name {
        SLUICE,
        BARE,
        BULLMQ,
        PARALLEL;

        String label() {
            return Names.word(this);
        }
    }

    @Override
    public Integer call() throws Exception {
        Optional<Profile> recording = Optional.ofNullable(profile).map(Profile::begin);
        Map<Name, List<Subject.Round>> counted = new LinkedHashMap<>();
        Map<Name, Subject> subjects = new LinkedHashMap<>();
        try (TemporaryFolder folder = new TemporaryFolder();
                Nginx nginx = Nginx.start(folder.path())) {
            try {
                startAll(subjects, folder.path(), nginx.port());
                for (int number = 1 - warmUpRounds; number <= rounds; number++) {
                    for (Map.Entry<Name, Subject> subject : subjects.entrySet()) {
                        Subject.Round round = round(subject.getValue(), number, recording);
                        if (number > 0) {
                            counted.computeIfAbsent(subject.getKey(), name -> new ArrayList<>())
                                    .add(round);
                        }
                    }
                }
            } finally {
                subjects.values().forEach(Subject::close);
            }
        }
        recording.ifPresent(Profile::close);
        report(counted);
        return 0;
    }

    private void startAll(Map<Name, Subject> subjects, Path folder, int port) throws Exception {
        for (Name name : Name.values()) {
            if (only.contains(name)) {
                try {
                    subjects.put(name, start(name, Files.createDirectory(folder.resolve(name.toString())), port));
                } catch (Subject.Absent absent) {
                    Results.progress("%s", String.valueOf(absent.getMessage()));
                }
            }
        }
    }

    private Subject start(Name name, Path folder, int port) throws Exception {
        String json = Bodies.ofBytes(body);
        return switch (name) {
            case SLUICE -> new LoopSubject(SluiceLoop.start(folder, Api.unlimited(port, concurrency)), json);
            case BARE -> new LoopSubject(BareLoop.start(folder, port, concurrency), json);
            case BULLMQ -> BullMq.start(folder, new BullMq.Setup(port, workers, concurrency, json));
            case PARALLEL -> new LoopSubject(ParallelLoop.start(folder, port, parallelConcurrency), json);
        };
    }

    private Subject.Round round(Subject subject, int number, Optional<Profile> recording) throws Exception {
        String prefix = "r" + (number + warmUpRounds) + "-";
        Callable<Subject.Round> work = () -> subject.round(prefix, requests, room());
        boolean isLastOfSluice = number == rounds && subject.name().equals("sluice");
        Subject.Round round =
                isLastOfSluice && recording.isPresent() ? recording.get().of(work, requests) : work.call();
        Results.progress(
                "%s %d %-8s %,9.0f calls/s, %,5.0f us of CPU for each",
                number > 0 ? "round" : "warm-up", number, subject.name(), round.callsPerSecond(), round.cpuMicros());
        return round;
    }

    private int room() {
        return outstanding == 0 ? Integer.MAX_VALUE : outstanding;
    }

    private void report(Map<Name, List<Subject.Round>> counted) {
        Results results = new Results("throughput", json).put("requests", (long) requests);
        results.put("outstanding", (long) outstanding).put("concurrency", (long) concurrency);
        counted.forEach((name, all) -> results.put(
                        name.label() + "CallsPerSecond", Math.round(Figures.median(all, Subject.Round::callsPerSecond)))
                .put(name.label() + "CpuMicrosPerCall", Math.round(Figures.median(all, Subject.Round::cpuMicros))));
        ratio(results, counted, Name.BARE, Mark.atLeast(0.4, 0.4));
        ratio(results, counted, Name.BULLMQ, Mark.atLeast(1.5, 2.5));
        ratio(results, counted, Name.PARALLEL, Mark.atLeast(0.5, 0.75));
        results.print();
    }

    private static void ratio(Results results, Map<Name, List<Subject.Round>> counted, Name peer, Mark mark) {
        List<Subject.Round> ours = counted.get(Name.SLUICE);
        List<Subject.Round> theirs = counted.get(peer);
        if (ours != null && theirs != null) {
            double ratio = Figures.median(ours, Subject.Round::callsPerSecond)
                    / Figures.median(theirs, Subject.Round::callsPerSecond);
            results.put(peer.label() + "Ratio", ratio, mark);
        }
    }
}
