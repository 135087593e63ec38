package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.sluice.cli.demo.DemoApi;
import io.sluice.cli.demo.Sample;
import io.sluice.cli.engine.Reader;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.RegistrySettings;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice up} on a broker and a registry, among programs whose schemas are older and newer than its own. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SchemaVersionsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = opened(EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker"))));
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void olderAndNewerProgramsShareItsTopics() throws Exception {
        String registry =
                opened(EmbeddedRegistry.start(RegistrySettings.inMemory())).url();
        check(registry, "TopicNameStrategy", "sluice.requests-value");
    }

    @Test
    void theyDoWhereRecordsNameSubjectsOnApicurio() throws Exception {
        SchemaRegistryClient client = check(apicurio(), "RecordNameStrategy", ApiRequest.class.getName());
        assertThat(client.getAllSubjects()).isNotEmpty().allMatch(subject -> subject.startsWith("io.sluice.schemas."));
    }

    private SchemaRegistryClient check(String registry, String strategy, String subject) throws Exception {
        up(registry, strategy);
        Path request = Files.writeString(
                folder.resolve("ours.jsonl"), "{\"id\":\"ours\",\"provider\":\"demo\",\"path\":\"/items/1\"}");
        assertThat(Main.commandLine().execute(on(registry, "send", request.toString())))
                .isZero();
        SchemaRegistryClient client = new CachedSchemaRegistryClient(registry, 100);
        Schema ours = ApiRequest.getClassSchema();
        send(client, subject, request(only(ours, Set.of("id", "provider", "path")), "older"));
        send(client, subject, request(with(ours, "{'name':'lane','type':'string','default':'left'}"), "newer"));
        assertThat(answers(client, only(ApiResponse.getClassSchema(), Set.of("requestId", "result"))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("ours", "OK", "older", "OK", "newer", "OK"));
        AvroSchema demanding = new AvroSchema(with(ours, "{'name':'lane','type':'string'}"));
        assertThatThrownBy(() -> client.register(subject, demanding)).isInstanceOf(RestClientException.class);
        return client;
    }

    private void up(String registry, String strategy) throws Exception {
        DemoApi api = opened(DemoApi.start());
        new Sample(folder, api.port());
        Files.writeString(
                folder.resolve("client.properties"), "schema.registry.value.subject.name.strategy=" + strategy);
        String[] arguments = on(
                registry,
                "up",
                "--providers",
                folder.resolve("provider.yaml").toString(),
                "--credentials",
                folder.resolve("credentials.yaml").toString(),
                "--data",
                folder.resolve("data").toString());
        Program up = opened(Program.sluice(folder, "up", arguments));
        assertThat(up.line()).as(up.err()).startsWith("ready ");
    }

    private String[] on(String registry, String... verb) {
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of("--bootstrap", broker.bootstrap(), "--registry", registry));
        arguments.addAll(
                List.of("--command-config", folder.resolve("client.properties").toString()));
        return arguments.toArray(String[]::new);
    }

    /** The build has unpacked it; once it listens it says nothing more. */
    private String apicurio() throws IOException {
        Path jar;
        try (var files = Files.newDirectoryStream(Path.of(System.getProperty("apicurio.folder")), "*-runner.jar")) {
            jar = files.iterator().next();
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Program program = opened(Program.start(
                folder,
                "apicurio",
                List.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-jar",
                        jar.toString())));
        List<String> said = new ArrayList<>();
        for (String line = program.line(); line != null; line = program.line()) {
            said.add(line);
            if (line.contains("Listening on: ")) {
                return line.replaceAll(".*Listening on: ", "").strip() + "/apis/ccompat/v7";
            }
        }
        throw new IOException("Apicurio ended before it listened: " + String.join("\n", said));
    }

    private void send(SchemaRegistryClient client, String subject, GenericRecord request) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int id = client.register(subject, new AvroSchema(request.getSchema()));
        bytes.writeBytes(ByteBuffer.allocate(5).putInt(1, id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(request.getSchema()).write(request, encoder);
        encoder.flush();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("sluice.requests", "demo", bytes.toByteArray()))
                    .get();
        }
    }

    /** Results by request id, as a program sees them that reads with its own schema. */
    private Map<String, String> answers(SchemaRegistryClient client, Schema its) throws Exception {
        Map<String, String> results = new HashMap<>();
        try (Reader reader = new Reader(kafka())) {
            reader.fromStart(List.of("sluice.responses"));
            for (long giveUp = System.nanoTime() + PATIENCE.toNanos(); results.size() < 3; ) {
                assertThat(System.nanoTime()).as(results.toString()).isLessThan(giveUp);
                for (var record : reader.poll(100)) {
                    byte[] value = record.value();
                    Schema written = (Schema)
                            client.getSchemaById(ByteBuffer.wrap(value, 1, 4).getInt())
                                    .rawSchema();
                    GenericRecord answer = new GenericDatumReader<GenericRecord>(written, its)
                            .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
                    results.put(
                            answer.get("requestId").toString(),
                            answer.get("result").toString());
                }
            }
        }
        return results;
    }

    private static GenericRecord request(Schema schema, String id) {
        return new GenericRecordBuilder(schema)
                .set("id", id)
                .set("provider", "demo")
                .set("path", "/items/1")
                .build();
    }

    private static Schema only(Schema schema, Set<String> fields) {
        return record(
                schema,
                schema.getFields().stream()
                        .filter(field -> fields.contains(field.name()))
                        .toList());
    }

    private static Schema with(Schema schema, String field) {
        String record = ("{'type':'record','name':'R','fields':[" + field + "]}").replace('\'', '"');
        List<Schema.Field> fields = new ArrayList<>(schema.getFields());
        fields.addAll(new Schema.Parser().parse(record).getFields());
        return record(schema, fields);
    }

    private static Schema record(Schema like, List<Schema.Field> fields) {
        List<Schema.Field> copies = fields.stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(like.getName(), null, like.getNamespace(), false, copies);
    }

    private Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    private <C extends AutoCloseable> C opened(C part) {
        parts.push(part);
        return part;
    }
}
