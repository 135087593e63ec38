package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.Foreign.Limiter;
import io.sluice.cli.engine.Reader;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.scheduler.Partitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sluice up} on four partitions as programs see it that others wrote: kcat, with librdkafka's own partitioner, and a
 * Confluent client from npm.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForeignClientsTest {
    private static final int PARTITIONS = 4;
    private static final String SECRET = "x.hunter2/Kq7+w~Zx9";

    /** One for each partition. */
    private static final List<String> PROVIDERS = IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> Stream.iterate(1, number -> number + 1)
                    .map(number -> "api" + number)
                    .filter(name -> Partitions.of(name, PARTITIONS) == partition)
                    .findFirst()
                    .orElseThrow())
            .toList();

    @TempDir
    private static Path folder;

    private static String kcat;
    private static Limiter limiter;
    private static Program up;
    private static String ready;
    private static Map<String, Object> client;
    private static Topics topics;

    @BeforeAll
    static void start() throws Exception {
        kcat = Foreign.program("kcat", "sudo apt-get install -y kcat");
        limiter = Limiter.start(folder, "{}");
        List<String> credentials = new ArrayList<>();
        Path providers = Files.createDirectory(folder.resolve("providers"));
        for (String provider : PROVIDERS) {
            Files.writeString(
                    providers.resolve(provider + ".yaml"),
                    "provider: %s\nbaseUrl: http://127.0.0.1:%d\n".formatted(provider, limiter.port()));
            credentials.add("- { id: of-%1$s, provider: %1$s, secret: { value: '%2$s' } }".formatted(provider, SECRET));
        }
        up = Program.sluice(
                folder,
                "up",
                "up",
                "--providers",
                providers.toString(),
                "--credentials",
                Files.write(folder.resolve("credentials.yaml"), credentials).toString(),
                "--data",
                data().toString(),
                "--partitions",
                Integer.toString(PARTITIONS),
                "--listen",
                "127.0.0.1:0",
                "--registry-port",
                "0",
                "--json");
        ready = up.line();
        assertThat(ready).as(up.err()).isNotNull();
        client = Map.of("bootstrap.servers", field("bootstrap"));
        topics = Topics.avro("sluice.", Map.of("schema.registry.url", field("registry")));
    }

    @AfterAll
    static void stop() throws Exception {
        if (up != null) {
            up.close();
        }
        if (limiter != null) {
            limiter.close();
        }
    }

    @Test
    @Order(1)
    void requestsOfKcatAreAnsweredOnceAndAConfluentClientReadsTheAnswers() throws Exception {
        List<String> ids = new ArrayList<>();
        List<String> keyed = new ArrayList<>();
        List<String> keyless = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String provider = PROVIDERS.get(i % PROVIDERS.size());
            String id = (i % 2 == 0 ? "keyed-" : "keyless-") + i;
            String request = request(id, provider, "/items/" + id);
            ids.add(id);
            (i / PROVIDERS.size() % 2 == 0 ? keyed : keyless).add(request);
        }
        keyed.replaceAll(request -> json(request, "provider") + '|' + request);
        produce(keyed, "-K", "|", "-l");
        produce(keyless, "-X", "sticky.partitioning.linger.ms=0", "-l");
        assertThat(misplaced(true))
                .as("requests with keys outside their owner's partition")
                .isPositive();
        assertThat(misplaced(false))
                .as("requests without keys outside their owner's partition")
                .isPositive();

        Map<String, JsonNode> decoded = new HashMap<>();
        try (Program decoder = Foreign.part(
                folder,
                "decode",
                field("bootstrap"),
                field("registry"),
                topics.responses().name(),
                Integer.toString(ids.size()))) {
            for (int i = 0; i < ids.size(); i++) {
                JsonNode response = new ObjectMapper().readTree(Foreign.line(decoder));
                assertThat(decoded.put(response.at("/requestId").asText(), response))
                        .isNull();
            }
        }
        assertThat(decoded.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        decoded.forEach((id, response) -> {
            assertThat(response.at("/result").asText()).isEqualTo("OK");
            assertThat(response.at("/status").asInt()).isEqualTo(200);
            assertThat(response.at("/body").asText()).isEqualTo("{\"path\":\"/items/" + id + "\"}");
        });
        assertThat(limiter.stats().at("/repeated")).isEmpty();
    }

    @Test
    @Order(2)
    void bytesThatAreNoRequestBecomeDeadLettersAndTheRestGoesOn() throws Exception {
        List<byte[]> garbage = List.of(
                IntStream.range(0, 512).collect(() -> new byte[512], (to, i) -> to[i] = (byte) (i * 7), (a, b) -> {}),
                utf8("{\"provider\":\"" + PROVIDERS.get(0) + "\",\"path\":"),
                utf8("{\"id\":\"colourful\",\"provider\":\"" + PROVIDERS.get(1) + "\",\"path\":\"/\",\"colour\":1}"),
                new byte[] {0, 127, -1, -1, -1, 2, 3, 4});
        List<String> files = new ArrayList<>();
        for (int i = 0; i < garbage.size(); i++) {
            files.add(
                    Files.write(folder.resolve("garbage-" + i), garbage.get(i)).toString());
        }
        kcat(files);
        List<String> after = new ArrayList<>();
        for (String provider : PROVIDERS) {
            after.add(request("after-" + provider, provider, "/after/" + provider));
        }
        produce(after, "-l");

        for (String provider : PROVIDERS) {
            assertThat(response("after-" + provider).getResult()).isEqualTo(Result.OK);
        }
        assertThat(response("colourful").getResult()).isEqualTo(Result.REJECTED);
        assertThat(response("colourful").getReason()).contains("colour");
        List<ConsumerRecord<byte[], byte[]>> letters =
                read(topics.deadLetters().name(), records -> records.size() >= garbage.size());
        assertThat(letters).extracting(ConsumerRecord::value).containsExactlyInAnyOrderElementsOf(garbage);
        List<ConsumerRecord<byte[], byte[]>> requests = read(topics.requests().name(), records -> true);
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            assertThat(Reader.header(letter, "sluice-error")).isNotBlank();
            assertThat(Reader.header(letter, "sluice-topic")).isEqualTo("sluice.requests");
            assertThat(requests)
                    .filteredOn(
                            request -> Reader.header(letter, "sluice-partition").equals("" + request.partition())
                                    && Reader.header(letter, "sluice-offset").equals("" + request.offset()))
                    .singleElement()
                    .satisfies(request -> assertThat(request.value()).isEqualTo(letter.value()));
        }
    }

    @Test
    @Order(3)
    void eachRequestHasOneResponseAndTheSecretIsNowhereInTheClear() throws Exception {
        produce(List.of(request("echo", PROVIDERS.get(2), "/echo")), "-l");
        String echo = text(response("echo"));
        assertThat(echo).contains("Bearer [secret]");
        List<ConsumerRecord<byte[], byte[]>> responses = read(topics.responses().name(), records -> true);
        assertThat(responses).extracting(Reader::key).doesNotHaveDuplicates().hasSizeGreaterThan(100);

        Leaks known = Leaks.of("/items/keyed-8");
        assertThat(known.records(client)).as("the search finds what is there").isNotEmpty();
        Leaks secret = Leaks.of(SECRET);
        assertThat(secret.records(client)).isEmpty();
        up.signal("TERM");
        String out = ready + up.rest();
        up.await();
        assertThat(known.files(data())).as("the search finds what is there").isNotEmpty();
        assertThat(secret.files(data())).isEmpty();
        assertThat(secret.isIn(utf8(out))).isFalse();
        assertThat(secret.files(folder)).containsExactly(folder.resolve("credentials.yaml"));
    }

    private static String request(String id, String provider, String path) {
        return "{\"id\":\"%s\",\"provider\":\"%s\",\"path\":\"%s\"}".formatted(id, provider, path);
    }

    /** Requests that do not lie where their owner reads. */
    private static long misplaced(boolean withKey) throws IOException {
        return read(topics.requests().name(), records -> true).stream()
                .filter(request -> (request.key() != null) == withKey)
                .filter(request -> request.partition()
                        != Partitions.of(
                                json(new String(request.value(), StandardCharsets.UTF_8), "provider"), PARTITIONS))
                .count();
    }

    /** Writes each line as a record. */
    private static void produce(List<String> lines, String... options) throws Exception {
        Path file = Files.write(Files.createTempFile(folder, "lines", ".jsonl"), lines);
        List<String> all = new ArrayList<>(List.of(options));
        all.add(file.toString());
        kcat(all);
    }

    private static void kcat(List<String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                kcat, "-P", "-b", field("bootstrap"), "-t", topics.requests().name()));
        command.addAll(more);
        try (Program producer = Program.start(folder, "kcat", command)) {
            assertThat(producer.await()).as(producer.err()).isZero();
        }
    }

    private static ApiResponse response(String id) {
        List<ConsumerRecord<byte[], byte[]>> all = read(
                topics.responses().name(),
                records ->
                        records.stream().anyMatch(record -> Reader.key(record).equals(id)));
        return all.stream()
                .filter(record -> Reader.key(record).equals(id))
                .map(record -> topics.responses().read(record.value()))
                .findFirst()
                .orElseThrow();
    }

    /** All committed records of a topic, once they are all that is waited for. */
    private static List<ConsumerRecord<byte[], byte[]>> read(
            String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Reader reader = new Reader(client)) {
            reader.fromStart(List.of(topic));
            while (!reader.caughtUp(reader.ends()) || !enough.test(records)) {
                reader.poll(50).forEach(records::add);
            }
        }
        return records;
    }

    private static String text(ApiResponse response) {
        return StandardCharsets.UTF_8.decode(response.getBody().duplicate()).toString();
    }

    private static String field(String name) {
        return json(ready, name);
    }

    private static String json(String text, String field) {
        try {
            return new ObjectMapper().readTree(text).path(field).asText();
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Path data() {
        return folder.resolve("data");
    }
}
