package io.sluice.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.policy.Policy;

/** A provider's file with the short forms that users may write in their long form, as the record has them. */
final class Normalised {
    private Normalised() {}

    static JsonNode of(Policy policy) {
        ObjectNode file = policy.source().deepCopy();
        if (file.path("auth").isTextual()) {
            file.putArray("auth");
        }
        list(file, "auth");
        for (String field : new String[] {"endpoints", "limits", "signals", "answers"}) {
            list(file, field);
        }
        file.path("endpoints").forEach(endpoint -> texts((ObjectNode) endpoint, "match"));
        file.path("limits").forEach(limit -> {
            texts((ObjectNode) limit, "endpoints");
            texts((ObjectNode) limit, "scope");
        });
        file.path("signals").forEach(signal -> sources((ObjectNode) signal));
        file.path("answers").forEach(answer -> when(answer.path("when")));
        return file;
    }

    private static void list(ObjectNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isObject()) {
            node.putArray(field).add(value);
        }
    }

    private static void texts(ObjectNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isValueNode() && !value.isNull()) {
            node.putArray(field).add(value.asText());
        }
    }

    private static void sources(ObjectNode signal) {
        for (String field : new String[] {"quota", "remaining", "used", "reset", "retryAfter"}) {
            if (signal.path(field).isTextual()) {
                String header = signal.get(field).textValue();
                signal.putObject(field).put("header", header);
            }
        }
    }

    private static void when(JsonNode node) {
        if (!(node instanceof ObjectNode when)) {
            return;
        }
        asTexts(when, "status");
        if (when.path("json") instanceof ObjectNode json) {
            asTexts(json, "in");
        }
    }

    /** One value or a list of values of any kind as a list of texts. */
    private static void asTexts(ObjectNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            return;
        }
        ArrayNode texts = node.putArray(field);
        if (value.isValueNode()) {
            texts.add(value.asText());
        }
        value.forEach(element -> texts.add(element.asText()));
    }
}
