package io.sluice.cli.run;

import io.sluice.cli.engine.Reader;
import io.sluice.core.credential.CredentialKey;
import io.sluice.policy.Policy;
import io.sluice.policy.answer.Answer;
import io.sluice.policy.answer.Answers;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Collects what comes out of a pipeline: responses, calls, states of credentials. */
final class Collector {
    private final Topics topics;
    private final Map<String, Policy> policies;
    private final long since;
    private final JsonRecords<ApiResponse> json = new JsonRecords<>(ApiResponse.getClassSchema());
    private final Spool lines;
    private final Map<String, CredentialState> credentials = new TreeMap<>();
    private final Set<String> flying = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Shortfalls shortfalls = new Shortfalls();
    private int ok;
    private int cached;
    private long calls;
    private long refused;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /**
     * @param since when this process began (epoch ms): calls sent before were those of an earlier one. Where their outcomes
     *     lie tells nothing, since what a crash left open hides them for a while
     * @param lines takes the first response of each request
     */
    Collector(Topics topics, Map<String, Policy> policies, long since, Spool lines) {
        this.topics = topics;
        this.policies = policies;
        this.since = since;
        this.lines = lines;
    }

    void response(ConsumerRecord<byte[], byte[]> record) {
        ApiResponse response = topics.responses().read(record.value());
        if (!lines.has(response.getRequestId())) {
            lines.add(response.getRequestId(), json.write(response));
            ok += response.getResult() == Result.OK ? 1 : 0;
            cached += response.getCached() ? 1 : 0;
            shortfalls.count(response);
        }
    }

    /** A call that was given out; its outcome may have been read before. */
    void call(ConsumerRecord<byte[], byte[]> record) {
        if (!ended.remove(Reader.key(record))) {
            flying.add(Reader.key(record));
        }
    }

    void outcome(ConsumerRecord<byte[], byte[]> record) {
        if (!(topics.outcomes().read(record.value()) instanceof CallOutcome outcome)) {
            return;
        }
        boolean earlier = outcome.getSentAt() != null && outcome.getSentAt() < since;
        if (!flying.remove(Reader.key(record)) && !earlier) {
            ended.add(Reader.key(record));
        }
        boolean happened = outcome.getSentAt() != null
                && !earlier
                && outcome.getKind() != OutcomeKind.NOT_STARTED
                && outcome.getKind() != OutcomeKind.NOT_SENT;
        if (!happened) {
            return;
        }
        calls++;
        first = Math.min(first, outcome.getSentAt());
        last = Math.max(last, outcome.getSentAt());
        refused += refused(outcome) ? 1 : 0;
    }

    void credential(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            CredentialState state = topics.credentialState().read(record.value());
            credentials.put(new CredentialKey(state.getProvider(), state.getCredential()).text(), state);
        }
    }

    boolean has(String requestId) {
        return lines.has(requestId);
    }

    int responses() {
        return lines.size();
    }

    int ok() {
        return ok;
    }

    Shortfalls shortfalls() {
        return shortfalls;
    }

    long inFlight() {
        return flying.size();
    }

    Collection<CredentialState> credentials() {
        return credentials.values();
    }

    RunSummary summary(int requests, long lowerBound) {
        long elapsed = calls == 0 ? 0 : last - first;
        return new RunSummary(requests, lines.size(), ok, calls, refused, elapsed, lowerBound, cached);
    }

    /** As the scheduler sees it: by its head, where the body was too large or broke off. */
    private boolean refused(CallOutcome outcome) {
        Policy policy = policies.get(outcome.getProvider());
        if (policy == null || outcome.getStatus() == null) {
            return false;
        }
        long at = outcome.getSentAt() == null ? 0 : outcome.getSentAt();
        long answeredAt = outcome.getAnsweredAt() == null ? at : outcome.getAnsweredAt();
        Answer answer = Answer.of(outcome, at, answeredAt);
        return Answers.read(policy.reading(outcome.getEndpoint()), answer)
                .verdict()
                .isRefusal();
    }
}
