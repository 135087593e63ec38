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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sluice as {@code sluice run} starts it: broker, registry, scheduler and caller, records in Avro. */
public final class SluiceLoop implements Loop {
    private final Engine engine;
    private final Topic<ApiRequest> requests;
    private final int partition;

    private SluiceLoop(Engine engine, int partitions) {
        this.engine = engine;
        this.requests = engine.topics().requests();
        this.partition = Partitions.of(Api.PROVIDER, partitions);
    }

    /** Starts one with its data in an empty folder. */
    public static SluiceLoop start(Path folder, Api api) throws IOException, InterruptedException {
        Path provider = api.writeProvider(folder);
        Path credentials = api.writeCredentials(folder);
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
                .setProvider(Api.PROVIDER)
                .setMethod(body.isEmpty() ? "GET" : "POST")
                .setPath("/" + id)
                .setJson(body.isEmpty() ? null : body)
                .build();
        return new ProducerRecord<>(
                requests.name(), partition, Api.PROVIDER.getBytes(StandardCharsets.UTF_8), requests.write(request));
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
