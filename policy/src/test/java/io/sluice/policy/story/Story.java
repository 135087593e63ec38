package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Result;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Settings;
import io.sluice.core.schedule.Wait;
import io.sluice.policy.Arrival;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.answer.Answer;
import io.sluice.policy.answer.Answers;
import io.sluice.policy.file.ProviderFiles;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A time-table from a provider's file: requests come, the scheduler decides, the API answers as a real one would.
 *
 * <p>Instants are ms after {@link #start}. A call is answered 5 ms after it leaves.
 */
final class Story extends Recorded {
    static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    static final long LATENCY = 5;

    /** Records can be made from here on. */
    static final Topics TOPICS = Topics.json("sluice.");

    final Policy policy;
    final long start;
    private final Scheduler scheduler;
    private final PriorityQueue<Call> flying = new PriorityQueue<>(Comparator.comparingLong(this::leaves));
    private final List<Call> made = new ArrayList<>();
    private final Map<String, Long> leaving = new HashMap<>();
    private final Set<String> accounts = new HashSet<>();
    private final Set<String> egresses = new HashSet<>(Set.of("default"));
    private long now;
    private long tickets;

    @Override
    public void call(Call call) {
        super.call(call);
        long free = call.after().stream()
                .mapToLong(before -> leaving.get(before) + LATENCY)
                .max()
                .orElse(0);
        leaving.put(call.id(), Math.max(call.notBefore(), free));
    }

    /** The API of a file, written as YAML. */
    static Story of(String yaml) {
        return of(yaml, NEW_YEAR);
    }

    static Story of(String yaml, Instant start) {
        try {
            Path file = Files.createTempFile("api", ".yaml");
            try {
                Files.writeString(file, yaml);
                return new Story(ProviderFiles.load(List.of(file.toString())).get(0), start);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Story(Policy policy, Instant start) {
        this.policy = policy;
        this.start = start.toEpochMilli();
        this.now = this.start;
        this.scheduler = new Scheduler(Settings.DEFAULT, this, 1);
        scheduler.provider(policy.provider(), now);
        scheduler.open(now);
        announce();
    }

    private void announce() {
        egresses.forEach(egress -> scheduler.places(egress, "caller-" + egress, 1_000, now));
    }

    Story credential(String id) {
        return credential(id, id, "app", "default", Map.of());
    }

    Story credential(String id, Map<String, String> labels) {
        return credential(id, id, "app", "default", labels);
    }

    Story credential(String id, String account, String app) {
        return credential(id, account, app, "default", Map.of());
    }

    Story credential(String id, String account, String app, String egress, Map<String, String> labels) {
        accounts.add(account);
        egresses.add(egress);
        announce();
        scheduler.credential(new Credential(policy.name(), id, account, app, egress, labels, false), now);
        return this;
    }

    /** A request such as {@code POST /items?x=1} with any account. */
    Story request(String id, String line) {
        return request(id, line, ApiRequest.newBuilder());
    }

    Story request(String id, String line, String account) {
        return request(id, line, ApiRequest.newBuilder().setAccount(account));
    }

    Story request(String id, String line, ApiRequest.Builder more) {
        int space = line.indexOf(' ');
        ApiRequest request = more.setId(id)
                .setProvider(policy.name())
                .setMethod(line.substring(0, space))
                .setPath(line.substring(space + 1))
                .build();
        try {
            scheduler.request(
                    Matcher.match(policy, request, accounts.size())
                            .request(policy, request, new Arrival(++tickets, id, now, Progress.NONE)),
                    now);
        } catch (RequestRefused e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    /** Many alike, with ids that begin alike and end with their number from 1 on. */
    Story requests(String begin, int count, String line) {
        for (int i = 1; i <= count; i++) {
            request(begin + i, line);
        }
        return this;
    }

    /** It is now so many ms after the start; what is due in between happens at its instant. */
    Story at(long millis) {
        long to = start + millis;
        do {
            long due = scheduler.nextWake();
            now = Math.min(Math.max(due, now), Math.min(to, now + 1_000));
            announce();
            scheduler.advance(now);
        } while (now < to);
        return this;
    }

    /** It is now so many ms after the start; meanwhile the API has answered each call {@link #LATENCY} after it left. */
    Story run(long millis, Api api) {
        while (true) {
            while (!calls.isEmpty()) {
                flying.add(calls.remove());
            }
            Call next = flying.peek();
            long due = next == null ? Scheduler.NEVER : leaves(next) + LATENCY;
            if (due > start + millis && scheduler.nextWake() > start + millis) {
                return at(millis);
            }
            at(Math.min(due, Math.max(now, Math.min(scheduler.nextWake(), start + millis))) - start);
            if (next != null && due <= now && calls.isEmpty()) {
                flying.remove();
                made.add(next);
                Api.Reply reply = api.answer(next, due - start);
                answer(
                        next.requestId(),
                        reply.status(),
                        "content-type: application/json\n" + reply.headers(),
                        reply.body());
            }
        }
    }

    /** All calls that {@link #run} has seen, those in flight too. */
    List<Call> departed() {
        List<Call> all = new ArrayList<>(made);
        all.addAll(flying);
        all.addAll(calls);
        return all;
    }

    /** How many of them have left by so many ms after the start. */
    int leftBy(long millis) {
        return (int) departed().stream()
                .filter(call -> leaves(call) - start <= millis)
                .count();
    }

    /** The calls of requests with ids that begin so which the API has answered. */
    List<Call> made(String begin) {
        return made.stream().filter(call -> call.requestId().startsWith(begin)).toList();
    }

    List<String> calls() {
        List<String> made = new ArrayList<>();
        while (!calls.isEmpty()) {
            Call call = calls.remove();
            made.add(call.requestId() + " by " + call.credential());
        }
        return made;
    }

    /** Exactly these were called since the last time, in that order. */
    Story expect(String... made) {
        assertThat(calls()).as("calls decided by +%d", now - start).containsExactly(made);
        return this;
    }

    Story expectCalls(int count) {
        assertThat(calls()).hasSize(count);
        return this;
    }

    Story ok(String id) {
        return answer(id, 200, "content-type: application/json", "{}");
    }

    Story okAll(String begin) {
        List.copyOf(newest.keySet()).stream()
                .filter(id -> id.startsWith(begin))
                .sorted()
                .forEach(this::ok);
        return this;
    }

    /**
     * The newest call of a request is answered.
     *
     * @param headers one on each line
     */
    Story answer(String id, int status, String headers, String body) {
        Call call = newest.remove(id);
        assertThat(call).as("a call of %s in flight", id).isNotNull();
        long answeredAt = leaves(call) + LATENCY;
        if (now < answeredAt) {
            at(answeredAt - start);
        }
        Map<String, List<String>> byName = new HashMap<>();
        headers.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            byName.computeIfAbsent(line.substring(0, colon).trim().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        });
        Answer answer = new Answer(
                status, byName, body.getBytes(StandardCharsets.UTF_8), leaves(call), Math.max(now, answeredAt));
        scheduler.outcome(call.id(), Answers.read(policy.reading(call.endpoint()), answer), now);
        return this;
    }

    Story expectEnding(String id, Result result) {
        assertThat(endings).as("answers given by +%d", now - start).containsKey(id);
        assertThat(endings.get(id).result()).isEqualTo(result);
        return this;
    }

    /** Why a request waits now, and until when in ms after the start. */
    Story expectWait(String id, Wait.Why why, long until) {
        Wait wait = scheduler.explain(id, now);
        assertThat(wait).as("%s waits at +%d", id, now - start).isNotNull();
        assertThat(wait.why()).isEqualTo(why);
        assertThat(wait.until() - start).isEqualTo(until);
        return this;
    }

    /** The instant at which the newest call of a request leaves, in ms after the start. */
    long leaves(String id) {
        return leaves(newest.get(id)) - start;
    }

    /** Epoch ms at which a call leaves: where it comes after others, once they are answered. */
    long leaves(Call call) {
        return leaving.get(call.id());
    }

    /** Epoch seconds of an instant after the start, as headers tell it. */
    long epochSeconds(long millis) {
        return (start + millis) / 1_000;
    }
}
