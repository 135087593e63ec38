package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.demo.DemoApi;
import io.sluice.cli.demo.Sample;
import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.cli.engine.Reader;
import io.sluice.cli.run.Progress;
import io.sluice.cli.run.Runner;
import io.sluice.cli.run.Spool;
import io.sluice.policy.file.RequestFile;
import io.sluice.schemas.serde.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run: a real broker, a real registry, a real rate-limited server. */
class PipelineTest {
    @TempDir
    private Path folder;

    private long credentialRecords;
    private List<String> written = List.of();

    @Test
    void eachRequestIsAnsweredOnceAndNoneIsRefused() throws Exception {
        try (DemoApi api = DemoApi.start()) {
            Sample sample = new Sample(folder, api.port());
            Path data = folder.resolve("data");
            Runner.Outcome first = run(sample, data);
            List<String> lines = written;
            assertThat(first.complete()).isTrue();
            assertThat(first.summary().ok()).isEqualTo(Sample.REQUESTS);
            assertThat(first.summary().calls()).isEqualTo(Sample.REQUESTS);
            assertThat(api.refused()).isZero();
            assertThat(api.eachAnsweredOnce(Sample.REQUESTS)).isTrue();
            assertThat(lines).hasSize(Sample.REQUESTS);
            assertThat(lines.get(6)).startsWith("{\"requestId\":\"item-7\"");

            Runner.Outcome again = run(sample, data);
            assertThat(again.summary().calls()).isZero();
            assertThat(credentialRecords)
                    .as("four, and none more for the second start")
                    .isEqualTo(4);
            assertThat(written).isEqualTo(lines);
            assertThat(filesWith(data, "token-of-alice")).isEmpty();
        }
    }

    private Runner.Outcome run(Sample sample, Path data) throws IOException, InterruptedException {
        EngineSettings settings = EngineSettings.oneShot(data, sample.policies(), sample.credentials());
        try (Engine engine = Engine.start(settings);
                Spool lines = Spool.in(data)) {
            assertThat(answersLog(engine))
                    .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE)
                    .containsEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")
                    .hasEntrySatisfying(
                            TopicConfig.RETENTION_MS_CONFIG,
                            millis -> assertThat(Long.parseLong(millis))
                                    .isGreaterThanOrEqualTo(Duration.ofHours(36).toMillis()));
            PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
            Progress progress = Progress.lines(nowhere, engine.clock().millis());
            RequestFile requests = new RequestFile("sample", sample.requests());
            credentialRecords = records(engine, engine.topics().credentials());
            Runner.Outcome outcome =
                    new Runner(engine, sample.policies(), requests, () -> false, progress).run(8_000, lines);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            lines.writeTo(out, outcome.ids());
            written = out.toString(StandardCharsets.UTF_8).lines().toList();
            return outcome;
        }
    }

    /** The settings of the log of answers; an answer must not leave it while its id is remembered. */
    private static Map<String, String> answersLog(Engine engine) throws InterruptedException {
        ConfigResource log = new ConfigResource(ConfigResource.Type.TOPIC, "sluice.scheduler-answers-changelog");
        try (Admin admin = Admin.create(engine.client())) {
            return admin.describeConfigs(List.of(log)).all().get().get(log).entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many records were ever written to a topic. */
    private static long records(Engine engine, Topic<?> topic) {
        try (Reader reader = new Reader(engine.client())) {
            reader.fromStart(List.of(topic.name()));
            return reader.ends().values().stream().mapToLong(end -> end).sum();
        }
    }

    private static List<Path> filesWith(Path folder, String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
