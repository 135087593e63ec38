package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import io.sluice.connectors.http.AnswerBytes;
import io.sluice.connectors.http.CallClient;
import io.sluice.connectors.http.EventLoop;
import io.sluice.connectors.http.WarmUp;
import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.SecretVault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The http-caller: makes the calls that the scheduler orders in {@code calls}, each at most once and in its time, and writes
 * what became of them to {@code outcomes}.
 *
 * <p>It alone opens secrets. Threads: one for each egress, one event loop, one for outcomes, one for credentials, two for
 * secrets.
 */
public final class HttpCaller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCaller.class);

    private final SecretVault vault;
    private final EventLoop loop;
    private final TopicReader credentials;
    private final SecretCheck secretCheck;
    private final OutcomeSender outcomes;
    private final Map<String, CallFeed> feeds = new TreeMap<>();
    private final List<Consumer<?, ?>> consumers = new ArrayList<>();
    private final Producer<?, ?> producer;
    private final CallMaker maker;
    private final LoopCheck loopCheck;
    private final Drain drain;
    /** Whether it was closed before: then its loop takes nothing any more. */
    private final AtomicBoolean gaveUp = new AtomicBoolean();

    private final CompletableFuture<Void> warm;
    private final List<Thread> readers = new ArrayList<>();
    private final List<Thread> writers = new ArrayList<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    private HttpCaller(CallerSettings settings, KeyFolder keys, Clock clock) {
        SecretSettings secrets = settings.secrets();
        vault = new SecretVault(keys, secrets.rules(), secrets.trusted(), secrets.environment()::get);
        loop = new EventLoop(clock);
        loopCheck = new LoopCheck(loop, System::nanoTime);
        credentials = new TopicReader(
                consumer(KafkaSettings.ofReader(settings)),
                settings.topics().credentials().name(),
                new CredentialSink(settings.topics().credentials(), vault));
        secretCheck = new SecretCheck(vault, credentials::awaitCaughtUp);
        AnswerBytes memory = new AnswerBytes(settings.http().answerBytes(), loop);
        KafkaProducer<byte[], byte[]> writer = new KafkaProducer<>(KafkaSettings.ofProducer(settings));
        producer = writer;
        outcomes = new OutcomeSender(
                writer, new AvroOutcomes(settings.topics().outcomes(), settings.name()), memory, clock);
        CallClient client = new CallClient(loop, settings.http(), memory);
        warm = WarmUp.begin(loop, client);
        maker = new CallMaker(loop, client, vault, outcomes);
        drain = new Drain(maker.inFlight(), settings.drainMillis(), clock);
        settings.egresses().forEach(egress -> feeds.put(egress, feed(settings, egress, clock)));
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
        consumers.add(consumer);
        return consumer;
    }

    /**
     * Starts a caller. It joins its groups, and announces places, when it has read all credentials and can open one of
     * them, or there is none, and leaves them while it can open none; so it may be started before the broker is there.
     *
     * <p>Throws {@link IOException} if the key pair can be neither read nor made.
     *
     * @param clock the same as the scheduler's where both run in one process
     */
    public static HttpCaller start(CallerSettings settings, Clock clock) throws IOException {
        HttpCaller caller =
                new HttpCaller(settings, KeyFolder.open(settings.secrets().keys()), clock);
        caller.startThreads();
        return caller;
    }

    /** What has failed in it, in words; empty while it works, or would as soon as its broker answers. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        Stream.concat(readers.stream(), writers.stream())
                .filter(thread -> !thread.isAlive())
                .forEach(thread -> faults.add("thread " + thread.getName() + " has ended"));
        if (loopCheck.isStuck()) {
            faults.add("the event loop does not turn");
        }
        return faults;
    }

    /** Why calls may not flow from here yet; nothing once it has joined its groups and announced its places. */
    public List<String> unready() {
        List<String> reasons = new ArrayList<>();
        secretCheck.unready().ifPresent(reasons::add);
        feeds.forEach((egress, feed) ->
                feed.unready().ifPresent(why -> reasons.add("the caller of egress " + egress + " " + why)));
        return reasons;
    }

    /** Its Kafka clients that read, to be measured, not used. */
    public List<Consumer<?, ?>> consumers() {
        return List.copyOf(consumers);
    }

    /** Its Kafka client that writes, to be measured, not used. */
    public Producer<?, ?> producer() {
        return producer;
    }

    /** Fails if the caller stops working by itself: fenced by another of its name, or not authorized. */
    public CompletionStage<Void> failure() {
        return failure.minimalCompletionStage();
    }

    /** Completes when it closes and its groups are left, if calls are in flight then. */
    public CompletionStage<Draining> draining() {
        return drain.told();
    }

    /**
     * Drains and ends: no places are announced any more, the groups are left, calls in flight finish while their leases last
     * and within the drain time, and their outcomes are written. Who is interrupted while it drains ends it at once.
     */
    @Override
    public void close() {
        closeWithin(Long.MAX_VALUE);
    }

    /** The same, and calls in flight may take no longer than so many ms. */
    public void closeWithin(long mostMillis) {
        long most = drain.mostFromNow(mostMillis);
        feeds.values().forEach(CallFeed::stop);
        credentials.stop();
        secretCheck.stop();
        readers.forEach(HttpCaller::join);
        drain.await(most, () -> writers.stream().allMatch(Thread::isAlive));
        if (!gaveUp.getAndSet(true)) {
            loop.execute(maker::giveUp);
        }
        loop.close();
        outcomes.stop();
        writers.forEach(HttpCaller::join);
        vault.close();
    }

    private CallFeed feed(CallerSettings settings, String egress, Clock clock) {
        CallFeed.Ports ports = new CallFeed.Ports(
                consumer(KafkaSettings.ofGroup(settings, egress)),
                new CallDecoder(settings.topics().calls(), egress),
                outcomes.boardOf(egress),
                secretCheck::isUseful);
        FeedSettings feed =
                new FeedSettings(settings.topics().calls().name(), settings.places(), settings.drainMillis());
        return new CallFeed(feed, ports, maker, clock);
    }

    private void startThreads() {
        writers.add(start("outcomes", outcomes));
        readers.add(start("credentials", credentials));
        readers.add(start("secret-check", secretCheck));
        for (CallFeed feed : feeds.values()) {
            readers.add(start("calls", () -> {
                warm.join();
                feed.run();
            }));
        }
    }

    private Thread start(String purpose, Runnable task) {
        Thread thread = new Thread(() -> guard(task), "sluice-" + purpose);
        thread.start();
        return thread;
    }

    private void guard(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // errors too: without this thread the caller is none
            try {
                LOG.error("the caller cannot go on", e);
            } finally {
                failure.completeExceptionally(e);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
