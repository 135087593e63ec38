package io.sluice.bench.chaos;

import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Publisher;
import io.sluice.cli.engine.Reader;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Programs that use the installation: of each provider so many requests have no response at any time, and each response is
 * counted. Every fourth request is a POST. On a thread of its own.
 */
final class Load implements AutoCloseable {
    private static final String BACKLOG = "backlog";
    private static final int POLL_MILLIS = 50;

    private final Cluster cluster;
    private final List<String> providers;
    private final int outstanding;
    private final Publisher publisher;
    private final Reader reader;
    private final Map<String, Integer> responses = new HashMap<>();
    private final Map<Result, Integer> results = new EnumMap<>(Result.class);
    private final List<String> twice = new ArrayList<>();
    private final Map<String, Integer> open = new HashMap<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::work, "chaos-load");
    private volatile boolean feeding = true;
    private volatile boolean stopped;
    private int sent;

    /**
     * What became of all requests.
     *
     * @param answeredTwice where the second response lies and what it says, for each request that has more than one
     */
    record Tally(int requests, int answered, List<String> answeredTwice, Map<Result, Integer> results) {}

    Load(Cluster cluster, List<String> providers, int outstanding) {
        this.cluster = cluster;
        this.providers = providers;
        this.outstanding = outstanding;
        this.publisher = new Publisher(cluster.client(), cluster.topics(), cluster.partitions());
        this.reader = new Reader(cluster.client());
    }

    void start() {
        reader.fromStart(List.of(cluster.topics().responses().name()));
        thread.start();
    }

    private void work() {
        try {
            while (!stopped) {
                if (feeding) {
                    feed();
                }
                reader.poll(POLL_MILLIS).forEach(this::take);
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private synchronized void feed() {
        for (String provider : providers) {
            for (int missing = outstanding - open.getOrDefault(provider, 0); missing > 0; missing--) {
                send(provider, null);
            }
        }
    }

    private void send(String provider, @Nullable String batch) {
        String id = provider + "-" + sent;
        boolean post = sent % 4 == 3;
        sent++;
        ApiRequest request = ApiRequest.newBuilder()
                .setId(id)
                .setProvider(provider)
                .setMethod(post ? "POST" : "GET")
                .setPath("/items/" + id)
                .setJson(post ? "{}" : null)
                .setBatch(batch)
                .build();
        responses.put(id, 0);
        open.merge(provider, 1, Integer::sum);
        publisher.send(cluster.topics().requests(), provider, provider, request);
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        ApiResponse response = cluster.topics().responses().read(record.value());
        if (responses.merge(response.getRequestId(), 1, Integer::sum) > 1) {
            twice.add("%s-%d@%d: %s %s of %s, requested at %d, duplicate %s, %d calls"
                    .formatted(
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            response.getRequestId(),
                            response.getResult(),
                            Instant.ofEpochMilli(record.timestamp()),
                            response.getRequestedAt(),
                            response.getDuplicate(),
                            response.getCalls().size()));
        }
        results.merge(response.getResult(), 1, Integer::sum);
        open.merge(response.getProvider(), -1, Integer::sum);
    }

    /** Hands in so many requests beside the others. */
    synchronized void addBacklog(int number) {
        for (int i = 0; i < number; i++) {
            send(providers.get(i % providers.size()), BACKLOG);
        }
        publisher.flush();
    }

    /** Takes back what of the backlog has no response. */
    synchronized void cancelBacklog() {
        for (String provider : providers) {
            Cancellation cancellation = Cancellation.newBuilder()
                    .setProvider(provider)
                    .setBatch(BACKLOG)
                    .build();
            publisher.send(cluster.topics().cancellations(), provider, provider, cancellation);
        }
        publisher.flush();
    }

    /** Hands in no more. */
    void end() {
        feeding = false;
    }

    synchronized boolean allAnswered() {
        return open.values().stream().allMatch(number -> number <= 0);
    }

    synchronized int answered() {
        return results.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int unknownOutcomes() {
        return results.getOrDefault(Result.UNKNOWN_OUTCOME, 0);
    }

    synchronized Tally tally() {
        int answered =
                (int) responses.values().stream().filter(times -> times > 0).count();
        return new Tally(sent, answered, List.copyOf(twice), Map.copyOf(results));
    }

    /** Throws what ended it, if something did. */
    void check() {
        RuntimeException trouble = failure.get();
        if (trouble != null) {
            throw new IllegalStateException("the load cannot go on: " + trouble.getMessage(), trouble);
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
        reader.close();
    }
}
