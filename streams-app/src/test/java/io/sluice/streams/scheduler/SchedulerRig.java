package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.Answered;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** The scheduler of partition 0 on virtual time, with a provider of 2 calls per 3 s and account, alice, and a caller. */
final class SchedulerRig implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What is written once in a commit, whatever that holds, is counted under this name; the driver commits after each record. */
    static final String PER_COMMIT = "per commit";

    final Topics topics;
    final Monitor monitor = new Monitor();
    final TestInputTopic<String, byte[]> requests;
    final TestOutputTopic<String, byte[]> calls;
    final TestOutputTopic<String, byte[]> responses;
    private final TestOutputTopic<String, byte[]> budgetWaits;
    private final TestOutputTopic<String, byte[]> backoffWaits;
    private final TopologyTestDriver driver;
    private long now = START.toEpochMilli();

    SchedulerRig(Path state, int partitions) {
        this(state, partitions, Topics.json("sluice."));
    }

    SchedulerRig(Path state, int partitions, Topics topics) {
        this.topics = topics;
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                SchedulerTopology.build(new SchedulerConfig(
                        topics, partitions, Settings.DEFAULT, SchedulerRig::ids, monitor, new RestoredLogs())),
                properties,
                START);
        requests = in(topics.requests());
        calls = out(topics.calls());
        responses = out(topics.responses());
        budgetWaits = out(topics.retriesBudget());
        backoffWaits = out(topics.retriesBackoff());
        write(topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1",
                 "limits":[{"name":"acc","scope":["account"],"quota":2,"per":"3s","window":"first-call"}]}""");
        write(topics.credentials(), "api:alice", """
                {"id":"alice","provider":"api","secret":{"token":{"env":"X"}}}""");
        outcome(new Places("caller", "default", 100, now()));
        tick(10);
    }

    private static Map<String, Uuid> ids(Set<String> topics) {
        return topics.stream().collect(Collectors.toMap(topic -> topic, topic -> new Uuid(1, topic.hashCode())));
    }

    @Override
    public void close() {
        driver.close();
    }

    void request(String id) {
        requests.pipeInput("api", json(id));
    }

    /** A request that may not be repeated. */
    void post(String id) {
        write(
                topics.requests(),
                "api",
                "{\"id\":\"" + id + "\",\"provider\":\"api\",\"path\":\"/\",\"method\":\"POST\"}");
    }

    static byte[] json(String id) {
        return ("{\"id\":\"" + id + "\",\"provider\":\"api\",\"path\":\"/items/" + id + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    List<ApiCall> allCalls() {
        return calls.readValuesToList().stream()
                .map(value -> topics.calls().read(value))
                .toList();
    }

    /** Lets time pass until a call is made; fails the test if none is within two hours. */
    ApiCall nextCall() {
        long giveUp = now + Duration.ofHours(2).toMillis();
        while (calls.isEmpty()) {
            if (now > giveUp) {
                throw new AssertionError("no call within two hours");
            }
            tick(100);
        }
        return call();
    }

    ApiCall call() {
        return topics.calls().read(calls.readValue());
    }

    ApiResponse response() {
        return topics.responses().read(responses.readValue());
    }

    /** How many records were written to each topic since the last time, logs of stores included; see {@link #PER_COMMIT}. */
    Map<String, Integer> written() {
        Map<String, Integer> written = new TreeMap<>();
        for (String topic : driver.producedTopicNames()) {
            driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                    .readKeyValuesToList()
                    .forEach(record ->
                            written.merge(HighestRead.KEY.equals(record.key) ? PER_COMMIT : topic, 1, Integer::sum));
        }
        return written;
    }

    List<String> waiting() {
        return waits(budgetWaits);
    }

    List<String> backingOff() {
        return waits(backoffWaits);
    }

    private static List<String> waits(TestOutputTopic<String, byte[]> topic) {
        return topic.readRecordsToList().stream()
                .filter(record -> !record.key().equals(WaitingRoom.BARRIER))
                .map(record -> record.key() + (record.value() == null ? " over" : ""))
                .collect(Collectors.toList());
    }

    void answered(ApiCall call, int status) {
        answered(call, status, "{}");
    }

    void notStarted(ApiCall call, String reason) {
        outcome(about(call).setKind(OutcomeKind.NOT_STARTED).setReason(reason).build());
    }

    void notSent(ApiCall call, String reason) {
        outcome(about(call).setKind(OutcomeKind.NOT_SENT).setReason(reason).build());
    }

    void timedOut(ApiCall call) {
        outcome(about(call)
                .setKind(OutcomeKind.TIMED_OUT)
                .setSentAt(call.getNotBefore())
                .build());
    }

    private static CallOutcome.Builder about(ApiCall call) {
        return CallOutcome.newBuilder()
                .setCallId(call.getCallId())
                .setRequestId(call.getRequestId())
                .setProvider(call.getProvider())
                .setEndpoint(call.getEndpoint())
                .setCredential(call.getCredential())
                .setEgress(call.getEgress());
    }

    void answered(ApiCall call, int status, String body) {
        answered(call, status, Map.of("content-type", List.of("application/json")), body);
    }

    void answered(ApiCall call, int status, Map<String, List<String>> headers) {
        answered(call, status, headers, "");
    }

    private void answered(ApiCall call, int status, Map<String, List<String>> headers, String body) {
        outcome(head(call, OutcomeKind.ANSWERED, status, headers)
                .setBody(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    private static CallOutcome.Builder head(
            ApiCall call, OutcomeKind kind, int status, Map<String, List<String>> headers) {
        return about(call)
                .setKind(kind)
                .setStatus(status)
                .setHeaders(headers)
                .setSentAt(call.getNotBefore())
                .setAnsweredAt(call.getNotBefore() + 5);
    }

    /** The connection was lost behind the head of an answer. */
    void brokenOff(ApiCall call, int status, Map<String, List<String>> headers) {
        outcome(head(call, OutcomeKind.CONNECTION_LOST, status, headers).build());
    }

    /** The answer's body was left out. */
    void tooLarge(ApiCall call, int status, Map<String, List<String>> headers) {
        outcome(head(call, OutcomeKind.BODY_TOO_LARGE, status, headers).build());
    }

    void outcome(SpecificRecord record) {
        byte[] value = topics.outcomes().serde().serializer().serialize("", record);
        in(topics.outcomes()).pipeInput("k", value);
    }

    WindowStore<String, Answered> answers() {
        return driver.getWindowStore(Nodes.ANSWERS);
    }

    /** The file of a provider as it is kept. */
    KeyValueStore<String, String> files() {
        return driver.getKeyValueStore(Nodes.POLICIES);
    }

    /** When what was cancelled, by provider and request or batch. */
    KeyValueStore<String, Long> cancellations() {
        return driver.getKeyValueStore(Nodes.CANCELLATIONS);
    }

    /** A request of that id was answered with what is no answer. */
    void answeredUnreadably(String id) {
        ApiRequest request = topics.requests().read(json(id));
        answers()
                .put(
                        id,
                        new Answered(ByteBuffer.wrap(Digests.of(request)), ByteBuffer.allocate(1), now),
                        START.toEpochMilli());
    }

    /** Time passes, second by second, and the caller repeats its announcement. */
    void tick(long millis) {
        for (long left = millis; left > 0; left -= 100) {
            long step = Math.min(100, left);
            now += step;
            driver.advanceWallClockTime(Duration.ofMillis(step));
            outcome(new Places("caller", "default", 100, now()));
        }
    }

    long now() {
        return now;
    }

    /** The task is closed and begins anew on the same objects, as Streams does it after a fault. */
    void beginAnew() throws ReflectiveOperationException {
        beginAnew(() -> {});
    }

    /** The same, and {@code first} is done before the task has read its marks and barriers. */
    void beginAnew(Runnable first) throws ReflectiveOperationException {
        Field field = TopologyTestDriver.class.getDeclaredField("task");
        field.setAccessible(true);
        Object task = field.get(driver);
        for (String step : new String[] {"closeTopology", "initializeTopology"}) {
            Method method = task.getClass().getDeclaredMethod(step);
            method.setAccessible(true);
            method.invoke(task);
        }
        first.run();
        tick(10);
    }

    void write(Topic<?> topic, String key, String json) {
        in(topic).pipeInput(key, json.getBytes(StandardCharsets.UTF_8));
    }

    TestInputTopic<String, byte[]> in(Topic<?> topic) {
        return driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
    }

    TestOutputTopic<String, byte[]> out(Topic<?> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }
}
