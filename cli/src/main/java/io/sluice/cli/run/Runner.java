package io.sluice.cli.run;

import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.Publisher;
import io.sluice.cli.engine.Reader;
import io.sluice.policy.Policy;
import io.sluice.policy.file.RequestFile;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Sends the requests of a file that have no answer yet and waits until all have one. */
public final class Runner {
    private final Engine engine;
    private final Map<String, Policy> policies = new HashMap<>();
    private final RequestFile requests;
    private final BooleanSupplier stop;
    private final Progress progress;

    /**
     * @param stop whether it is to end early
     */
    public Runner(Engine engine, List<Policy> policies, RequestFile requests, BooleanSupplier stop, Progress progress) {
        this.engine = engine;
        policies.forEach(policy -> this.policies.put(policy.name(), policy));
        this.requests = requests;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param shortfalls a line for each result other than OK, for people
     * @param ids of all requests, in the order of the file
     */
    public record Outcome(RunSummary summary, List<String> shortfalls, List<String> ids, boolean complete) {}

    /** Runs to the end, or until told to stop; the first response of each request goes to the spool, in JSON. */
    public Outcome run(long lowerBound, Spool lines) {
        List<String> ids = new ArrayList<>();
        requests.forEach(request -> ids.add(request.getId()));
        Topics topics = engine.topics();
        Collector collector = new Collector(topics, policies, engine.startedAt(), lines);
        try (Reader responses = new Reader(engine.client());
                Reader outcomes = new Reader(engine.client());
                Reader calls = new Reader(engine.client());
                Reader states = new Reader(engine.client())) {
            responses.fromStart(List.of(topics.responses().name()));
            outcomes.fromStart(List.of(topics.outcomes().name()));
            states.fromStart(List.of(topics.credentialState().name()));
            calls.fromEnd(List.of(topics.calls().name()));
            readAll(responses, collector::response);
            send(collector);
            Pace pace = new Pace(ids.size(), lowerBound);
            while (!stop.getAsBoolean() && !done(ids, collector)) {
                responses.poll(50).forEach(collector::response);
                outcomes.poll(0).forEach(collector::outcome);
                states.poll(0).forEach(collector::credential);
                calls.poll(0).forEach(collector::call);
                long now = engine.clock().millis();
                pace.seen(collector.responses(), now);
                progress.show(ids.size(), pace.left(now), collector, now);
            }
            readAll(outcomes, collector::outcome);
            readAll(responses, collector::response);
        }
        progress.close();
        return new Outcome(
                collector.summary(ids.size(), lowerBound),
                collector.shortfalls().lines(),
                ids,
                done(ids, collector));
    }

    private static boolean done(List<String> ids, Collector collector) {
        return collector.responses() >= ids.size() && ids.stream().allMatch(collector::has);
    }

    private void send(Collector collector) {
        try (Publisher publisher = engine.publisher()) {
            requests.forEach(request -> {
                if (!stop.getAsBoolean() && !collector.has(request.getId())) {
                    send(publisher, request);
                }
            });
            publisher.flush();
        }
    }

    private void send(Publisher publisher, ApiRequest request) {
        publisher.send(engine.topics().requests(), request.getProvider(), request.getProvider(), request);
    }

    /** Reads what is there by now. */
    private static void readAll(Reader reader, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        Map<TopicPartition, Long> ends = reader.ends();
        while (!reader.caughtUp(ends)) {
            reader.poll(50).forEach(to);
        }
    }
}
