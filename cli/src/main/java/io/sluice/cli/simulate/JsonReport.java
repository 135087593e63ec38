package io.sluice.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.simulate.Prediction.Scenario;
import io.sluice.core.forecast.Blocker;
import io.sluice.core.forecast.Forecast;
import io.sluice.core.forecast.LimitUse;
import io.sluice.core.schedule.Result;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A prediction as JSON; its names are listed in cli/README.md. */
public final class JsonReport {
    private static final double THOUSANDTHS = 1_000;

    private JsonReport() {}

    /** All of it, but for how it went over time. */
    public static ObjectNode of(Prediction prediction) {
        Workload workload = prediction.workload();
        ObjectNode node = scenario(prediction.declared(), workload);
        Scenario whatIf = prediction.whatIf();
        if (whatIf == null) {
            node.putNull("whatIf");
        } else {
            ObjectNode then = scenario(whatIf, workload);
            prediction.changes().forEach(then.putArray("changes")::add);
            node.set("whatIf", then);
        }
        Scenario more = prediction.oneMore();
        if (more == null) {
            node.putNull("oneMoreCredential");
        } else {
            node.set("oneMoreCredential", scenario(more, workload).put("name", more.name()));
        }
        return node.put("beginAt", prediction.terms().begin())
                .put("seed", prediction.terms().seed());
    }

    private static ObjectNode scenario(Scenario scenario, Workload workload) {
        Forecast forecast = scenario.forecast();
        long never =
                workload.rejected().values().stream().mapToLong(Long::longValue).sum();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("requests", forecast.requests() + never)
                .put("answered", forecast.answered() + never)
                .put("open", forecast.requests() - forecast.answered());
        Map<Result, Long> results = new EnumMap<>(Result.class);
        results.putAll(forecast.results());
        results.merge(Result.REJECTED, never, Long::sum);
        ObjectNode byResult = node.putObject("results");
        results.forEach((result, number) -> byResult.put(result.name(), number));
        node.put("calls", forecast.calls()).put("refused", forecast.refused());
        OptionalLong done = workload.ends() ? forecast.doneMillis() : OptionalLong.empty();
        node.put("doneMs", done.isPresent() ? Long.valueOf(done.getAsLong()) : null);
        node.put("elapsedMs", forecast.elapsedMillis())
                .put("coveredMs", forecast.coveredMillis())
                .put("meanWaitMs", Math.round(forecast.waits().meanMillis()))
                .put("longestWaitMs", forecast.waits().mostMillis());
        scenario.plan().untold().forEach(node.putArray("quotaUntold")::add);
        scenario.plan().costs().settled().forEach(node.putArray("costUntold")::add);
        node.putArray("latencyMs")
                .add(scenario.plan().calls().least())
                .add(scenario.plan().calls().most());
        node.set(
                "bottleneck",
                forecast.blockers().isEmpty()
                        ? null
                        : blocker(forecast.blockers().get(0)));
        ArrayNode waits = node.putArray("waits");
        forecast.blockers().forEach(blocker -> waits.add(blocker(blocker)));
        ArrayNode limits = node.putArray("limits");
        forecast.limits().forEach(use -> limits.add(limit(use)));
        return node;
    }

    private static ObjectNode blocker(Blocker blocker) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return node.put("provider", blocker.provider())
                .put("why", blocker.why().text())
                .put("limit", blocker.limit())
                .put("scopeKey", text(blocker))
                .put("waitShare", rounded(blocker.share()));
    }

    private static @Nullable String text(Blocker blocker) {
        return blocker.scopeKey() == null ? null : blocker.scopeKey().text();
    }

    private static ObjectNode limit(LimitUse use) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return node.put("provider", use.provider())
                .put("limit", use.limit().name())
                .put("quota", use.limit().quota())
                .put("window", Phrases.quota(use.limit()))
                .put("keys", use.keys())
                .put("used", use.used())
                .put("capacity", Math.round(use.capacity()))
                .put("idleShare", rounded(use.idleShare()))
                .put("fullestKey", use.fullest().text())
                .put("fullestUsed", use.fullestUsed());
    }

    private static double rounded(double share) {
        return Math.round(share * THOUSANDTHS) / THOUSANDTHS;
    }
}
