package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.Credential;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Mark;
import io.sluice.schemas.Places;
import io.sluice.schemas.ProviderPolicy;
import io.sluice.schemas.RequestStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one version wrote to a topic, kept in a file: the schema that it registered, and of some values the bytes behind the
 * header of the wire format and the value in JSON.
 */
record Recording(String version, String topic, JsonNode content) {
    /** Topics between programs and roles, which may be of several versions, with the records on them. */
    static final Map<String, List<Schema>> TOPICS = Map.of(
            "requests", List.of(ApiRequest.getClassSchema()),
            "cancellations", List.of(Cancellation.getClassSchema()),
            "providers", List.of(ProviderPolicy.getClassSchema()),
            "credentials", List.of(Credential.getClassSchema()),
            "credential-state", List.of(CredentialState.getClassSchema()),
            "calls", List.of(ApiCall.getClassSchema()),
            "outcomes", List.of(CallOutcome.getClassSchema(), Mark.getClassSchema(), Places.getClassSchema()),
            "retries.budget", List.of(DelayedRequest.getClassSchema()),
            "request-status", List.of(RequestStatus.getClassSchema()),
            "responses", List.of(ApiResponse.getClassSchema()));

    private static final Path FOLDER = Path.of("src/test/resources/io/sluice/schemas/recorded");
    private static final Map<String, String> REGISTRY = Map.of("schema.registry.url", "mock://recording");
    private static final int VALUES = 3;

    /** All that is kept, of all versions. */
    static List<Recording> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(Recording::read)
                    .toList();
        }
    }

    private static Recording read(Path file) {
        try {
            String topic = file.getFileName().toString().replaceFirst("\\.json$", "");
            JsonNode content = JsonRecords.MAPPER.readTree(file.toFile());
            return new Recording(file.getName(file.getNameCount() - 2).toString(), topic, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return version + ' ' + topic;
    }

    /** Keeps what today's contracts write, as that of the version that is given. */
    public static void main(String[] version) throws IOException {
        Path folder = Files.createDirectories(FOLDER.resolve(version[0]));
        for (Topic<?> topic : Topics.avro("", REGISTRY).all()) {
            if (TOPICS.containsKey(topic.name())) {
                Files.writeString(folder.resolve(topic.name() + ".json"), record(topic) + "\n");
            }
        }
    }

    private static <V> JsonNode record(Topic<V> topic) throws IOException {
        ObjectNode content = JsonRecords.MAPPER.createObjectNode();
        ArrayNode values = JsonRecords.MAPPER.createArrayNode();
        for (Schema schema : TOPICS.get(topic.name())) {
            for (long seed = 0; seed < VALUES; seed++) {
                SpecificRecord value = new RandomRecords(seed).record(schema);
                @SuppressWarnings("unchecked") // the schema is one of this topic's
                byte[] bytes = topic.serde().serializer().serialize(topic.name(), (V) value);
                Schema written = new Registry(REGISTRY)
                        .schema(ByteBuffer.wrap(bytes, 1, 4).getInt());
                content.set("schema", JsonRecords.MAPPER.readTree(written.toString()));
                values.addObject()
                        .put("bytes", Arrays.copyOfRange(bytes, 5, bytes.length))
                        .set("value", new JsonRecords<SpecificRecord>(schema).tree(value));
            }
        }
        content.set("values", values);
        return content;
    }
}
