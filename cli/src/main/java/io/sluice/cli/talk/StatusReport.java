package io.sluice.cli.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.core.credential.CredentialKey;
import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.QueueMetric;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.wire.PipelineVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a pipeline fares: one verdict, then the line of each provider, then each credential. */
public final class StatusReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonRecords<QueueMetric> QUEUES = new JsonRecords<>(QueueMetric.getClassSchema());
    private static final JsonRecords<CredentialState> CREDENTIALS = new JsonRecords<>(CredentialState.getClassSchema());

    private final Snapshot snapshot;
    private final PipelineVerdict verdict;
    private final Optional<QueueMetric> worst;
    private final long now;

    StatusReport(Snapshot snapshot, long now) {
        this.snapshot = snapshot.asOf(now);
        this.verdict = snapshot.verdict();
        this.worst = snapshot.queues().stream()
                .filter(queue -> PipelineVerdict.of(queue.getVerdict()) == verdict)
                .min(Comparator.comparing(QueueMetric::getNextAt, Comparator.nullsLast(Comparator.naturalOrder())));
        this.now = now;
    }

    /** Asks a pipeline. */
    public static StatusReport of(Map<String, Object> client, Topics topics) {
        long now = System.currentTimeMillis();
        return new StatusReport(Snapshot.take(client, topics, now), now);
    }

    /** Whether it is idle or flowing. */
    public boolean isGood() {
        return verdict.isGood();
    }

    /** For people: the verdict and its next instant in the first line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        if (!snapshot.queues().isEmpty()) {
            lines.add("");
            lines.addAll(queues());
        }
        if (!snapshot.credentials().isEmpty()) {
            lines.add("");
            lines.addAll(credentialLines(snapshot.credentials(), now));
        }
        return lines;
    }

    /** For machines: verdict, until, waiting, inFlight, providers, credentials. */
    public String json() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("verdict", verdict.text());
        json.put("until", worst.map(QueueMetric::getNextAt).orElse(null));
        json.put(
                "waiting",
                snapshot.queues().stream().mapToLong(QueueMetric::getWaiting).sum());
        json.put(
                "inFlight",
                snapshot.queues().stream().mapToLong(QueueMetric::getInFlight).sum());
        json.putArray("providers").addAll(nodes(QUEUES, snapshot.queues()));
        json.putArray("credentials").addAll(nodes(CREDENTIALS, snapshot.credentials()));
        return json.toString();
    }

    /** A table of credentials: status, budgets left, holds. */
    static List<String> credentialLines(List<CredentialState> credentials, long now) {
        Columns table = new Columns().row("CREDENTIAL", "STATUS", "UNTIL", "LEFT", "WHY");
        for (CredentialState credential : credentials) {
            table.row(
                    new CredentialKey(credential.getProvider(), credential.getCredential()).text(),
                    credential.getStatus(),
                    until(credential.getUntil(), now),
                    credential.getBudgets().stream()
                            .map(budget -> budget(budget, now))
                            .collect(Collectors.joining(", ")),
                    Advice.explained(orNothing(credential.getReason())));
        }
        return table.lines();
    }

    private String headline() {
        if (verdict == PipelineVerdict.SCHEDULER_ABSENT) {
            return verdict.text() + ": no scheduler works on partitions " + sorted(snapshot.withoutScheduler());
        }
        if (worst.isEmpty()) {
            return verdict == PipelineVerdict.CALLER_ABSENT
                    ? verdict.text() + ": no caller has places on partitions " + sorted(snapshot.withoutCaller())
                    : verdict.text();
        }
        QueueMetric queue = worst.get();
        String when = queue.getNextAt() == null ? "" : " until " + Wording.instant(queue.getNextAt(), now);
        String what = queue.getLimit() == null
                ? orNothing(queue.getReason()) + holdReason(queue)
                : Wording.limit(queue.getLimit(), queue.getScopeKey());
        return verdict.text() + (verdict.isGood() ? "" : when) + ": " + queue.getProvider() + ", " + queue.getWaiting()
                + " waiting" + (what.isEmpty() ? "" : " for " + what);
    }

    private List<String> queues() {
        Columns table = new Columns().row("PROVIDER", "VERDICT", "WAITING", "IN FLIGHT", "NEXT", "WHY");
        for (QueueMetric queue : snapshot.queues()) {
            table.row(
                    queue.getProvider(),
                    queue.getVerdict(),
                    Long.toString(queue.getWaiting()),
                    Long.toString(queue.getInFlight()),
                    until(queue.getNextAt(), now),
                    (orNothing(queue.getReason()) + " " + orNothing(queue.getLimit()) + " "
                                            + Wording.scope(queue.getScopeKey()))
                                    .replaceAll(" +", " ")
                                    .strip()
                            + holdReason(queue));
        }
        return table.lines();
    }

    /** Why the scope that a line waits for is closed, as its credentials tell. */
    private String holdReason(QueueMetric queue) {
        if (!orNothing(queue.getReason()).equals("hold")) {
            return "";
        }
        return snapshot.credentials().stream()
                .filter(credential -> credential.getProvider().equals(queue.getProvider()))
                .flatMap(credential -> credential.getHolds().stream())
                .filter(hold -> hold.getScope().equals(queue.getScopeKey()))
                .map(hold -> ", " + Advice.explained(hold.getReason()))
                .findFirst()
                .orElse("");
    }

    private static String budget(BudgetState budget, long now) {
        Left left = Left.of(budget, now);
        boolean spent = left.units() == 0 && budget.getOpensAt() != null;
        String others = budget.getByOthers() == 0 ? "" : " (" + budget.getByOthers() + " by others)";
        return budget.getLimit() + " " + left + "/" + budget.getQuota() + others
                + (spent ? " opens " + Wording.instant(budget.getOpensAt(), now) : "");
    }

    private static <V> List<JsonNode> nodes(JsonRecords<V> records, List<V> values) {
        return values.stream().<JsonNode>map(records::tree).toList();
    }

    private static String until(@Nullable Long at, long now) {
        return at == null || at < now ? "" : Wording.instant(at, now);
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String sorted(Iterable<Integer> partitions) {
        List<Integer> sorted = new ArrayList<>();
        partitions.forEach(sorted::add);
        sorted.sort(null);
        return sorted.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
