package io.sluice.cli.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.engine.Insight;
import io.sluice.cli.engine.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Whether the parts of this process live, and whether they are ready. */
final class Probes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> parts;
    private final BooleanSupplier stopping;
    private final Map<String, Insight> insights = new ConcurrentHashMap<>();

    /** What a probe found; {@code body} is JSON. */
    record Finding(boolean good, String body) {}

    /**
     * @param parts names of the roles that this process is to have
     * @param stopping whether it was asked to end
     */
    Probes(List<String> parts, BooleanSupplier stopping) {
        this.parts = List.copyOf(parts);
        this.stopping = stopping;
    }

    void add(Role role) {
        insights.put(role.name(), role.insight());
    }

    /** The threads of all parts that have started work. While the process ends, they end one after another. */
    Finding live() {
        return find("live", part -> {
            Insight insight = insights.get(part);
            return insight == null || stopping.getAsBoolean()
                    ? List.of()
                    : insight.faults().get();
        });
    }

    /** All parts do their work. */
    Finding ready() {
        return find("ready", part -> {
            Insight insight = insights.get(part);
            if (stopping.getAsBoolean()) {
                return List.of("the process ends");
            }
            return insight == null
                    ? List.of("has not started")
                    : insight.unready().get();
        });
    }

    private Finding find(String what, Function<String, List<String>> trouble) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = JSON.createArrayNode();
        boolean good = true;
        for (String part : parts) {
            List<String> reasons = trouble.apply(part);
            good &= reasons.isEmpty();
            ArrayNode why = list.addObject()
                    .put("part", part)
                    .put(what, reasons.isEmpty())
                    .putArray("why");
            reasons.forEach(why::add);
        }
        body.put(what, good).set("parts", list);
        return new Finding(good, body.toString());
    }
}
