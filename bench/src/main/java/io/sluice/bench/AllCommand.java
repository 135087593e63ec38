package io.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.bench.loop.SluiceProcess;
import io.sluice.cli.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = {
            "Everything that has a mark: forty minutes on an idle machine.",
            "Each in a process of its own, at most 90 minutes in all.",
            "Ends with a table of figures, marks and whether they are held. Leave the machine alone meanwhile."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:every mark is held", "1:a benchmark failed", "3:all ran, and a mark is missed"},
        footer = {"", "Example:", "  ./sluice bench all --json | tail -n 1 | jq .marks"})
final class AllCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MISSED = 3;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    /** A benchmark as it is typed, and how long it may take. */
    private record Line(String arguments, int minutes) {}

    private static final List<Line> LINES = List.of(
            new Line("throughput", 15),
            new Line("open", 15),
            new Line("latency", 8),
            new Line("quota", 3),
            new Line("learn --limiter DRAFT_8", 5),
            new Line("start-up", 4),
            new Line("recovery", 5),
            new Line("recovery --waiting 1000000", 8),
            new Line("backlog", 12),
            new Line("soak", 15));

    @Override
    public Integer call() throws Exception {
        ArrayNode results = JSON.createArrayNode();
        ArrayNode failed = JSON.createArrayNode();
        for (Line line : LINES) {
            Results.progress("%n./sluice bench %s", line.arguments());
            JsonNode result = run(line);
            if (result == null) {
                Results.progress("failed, or took more than %d minutes", line.minutes());
                failed.add(line.arguments());
            } else {
                results.add(((ObjectNode) result).put("command", line.arguments()));
            }
        }
        return report(results, failed);
    }

    /** The line of JSON that a benchmark ends with; null where it failed or took too long. */
    private static @Nullable JsonNode run(Line line) throws IOException, InterruptedException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path out = folder.path().resolve("out");
            List<String> command = new ArrayList<>(List.of("sh", SluiceProcess.LAUNCHER, "bench"));
            command.addAll(List.of(line.arguments().split(" ", -1)));
            command.add("--json");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(line.minutes(), TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroyForcibly().waitFor();
                return null;
            }
            return process.exitValue() == 0 ? JSON.readTree(out.toFile()) : null;
        }
    }

    private int report(ArrayNode results, ArrayNode failed) {
        ArrayNode marks = JSON.createArrayNode();
        for (JsonNode result : results) {
            for (JsonNode mark : result.path("marks")) {
                marks.addObject()
                        .put("command", result.path("command").textValue())
                        .setAll((ObjectNode) mark);
            }
        }
        boolean allHeld = true;
        for (JsonNode mark : marks) {
            allHeld &= mark.path("held").booleanValue();
            if (!json) {
                System.out.println(row(mark));
            }
        }
        if (json) {
            ObjectNode all = JSON.createObjectNode();
            all.set("marks", marks);
            all.set("failed", failed);
            all.set("results", results);
            System.out.println(all);
        } else {
            failed.forEach(line -> System.out.println("failed: ./sluice bench " + line.textValue()));
        }
        return !failed.isEmpty() ? 1 : allHeld ? 0 : MISSED;
    }

    private static String row(JsonNode mark) {
        return String.format(
                Locale.ROOT,
                "%-26s %-30s %,12.3f  %-22s %s",
                mark.path("command").textValue(),
                mark.path("name").textValue(),
                mark.path("value").doubleValue(),
                mark.path("mark").textValue(),
                verdict(mark));
    }

    private static String verdict(JsonNode mark) {
        if (!mark.path("held").booleanValue()) {
            return "missed";
        }
        return mark.path("aimReached").booleanValue() ? "held, aim reached" : "held";
    }
}
