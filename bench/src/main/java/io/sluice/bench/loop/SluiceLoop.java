package io.sluice.bench.loop;

import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.Topic;
import io.sluice.streams.scheduler.Partitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sluice as {@code sluice run} starts it: broker, registry, scheduler and caller, records in Avro. */
public final class SluiceLoop implements Loop {
    private static final String PROVIDER = "bench";

    private final Engine engine;
    private final Topic<ApiRequest> requests;
    private final int partition;

    private SluiceLoop(Engine engine, int partitions) {
        this.engine = engine;
        this.requests = engine.topics().requests();
        this.partition = Partitions.of(PROVIDER, partitions);
    }

    /**
     * What a user would write for the API.
     *
     * @param credentials their ids, each an account of its own; what comes before a dot is its app
     * @param learn how limits are learned that are not declared
     */
    public record Api(int port, int concurrency, List<String> limits, List<String> credentials, String learn) {
        /** An API of which nothing is learned. */
        public Api(int port, int concurrency, List<String> limits, List<String> credentials) {
            this(port, concurrency, limits, credentials, "off");
        }

        public Api {
            limits = List.copyOf(limits);
            credentials = List.copyOf(credentials);
        }

        /** An API without limits, and one credential for it. */
        public static Api unlimited(int port, int concurrency) {
            return new Api(port, concurrency, List.of(), List.of("one"));
        }

        private String provider() {
            StringBuilder yaml = new StringBuilder("""
                    version: 1
                    provider: %s
                    baseUrl: http://127.0.0.1:%d
                    concurrency: %d
                    accounts: any
                    learn: %s
                    source: a server of the benchmark
                    """.formatted(PROVIDER, port, concurrency, learn));
            if (!limits.isEmpty()) {
                yaml.append("limits:\n");
                limits.forEach(limit -> yaml.append("  - ").append(limit).append('\n'));
            }
            return yaml.toString();
        }

        private String credentialList() {
            StringBuilder yaml = new StringBuilder();
            credentials.forEach(id -> yaml.append("- { id: %1$s, app: %3$s, provider: %2$s, secret: { value: %1$s } }\n"
                    .formatted(id, PROVIDER, id.replaceAll("\\..*", ""))));
            return yaml.toString();
        }
    }

    /** Starts one with its data in an empty folder. */
    public static SluiceLoop start(Path folder, Api api) throws IOException, InterruptedException {
        Path provider = Files.writeString(folder.resolve("provider.yaml"), api.provider());
        Path credentials = Files.writeString(folder.resolve("credentials.yaml"), api.credentialList());
        EngineSettings settings = EngineSettings.oneShot(
                folder.resolve("data"),
                ProviderFiles.load(List.of(provider.toString())),
                CredentialFiles.load(List.of(credentials.toString())));
        return new SluiceLoop(Engine.start(settings), settings.partitions());
    }

    @Override
    public String name() {
        return "sluice";
    }

    @Override
    public Map<String, Object> client() {
        return engine.client();
    }

    @Override
    public ProducerRecord<byte[], byte[]> request(String id, String body) {
        ApiRequest request = ApiRequest.newBuilder()
                .setId(id)
                .setProvider(PROVIDER)
                .setMethod(body.isEmpty() ? "GET" : "POST")
                .setPath("/" + id)
                .setJson(body.isEmpty() ? null : body)
                .build();
        return new ProducerRecord<>(
                requests.name(),
                partition,
                PROVIDER.getBytes(StandardCharsets.UTF_8),
                requests.serde().serializer().serialize(requests.name(), request));
    }

    @Override
    public String responses() {
        return engine.topics().responses().name();
    }

    @Override
    public boolean good(byte[] response) {
        return engine.topics().responses().read(response).getResult() == Result.OK;
    }

    @Override
    public void close() {
        engine.close();
    }
}
