package io.sluice.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.embedded.registry.catalog.Deleted;
import io.sluice.embedded.registry.catalog.RegistryException;
import io.sluice.embedded.registry.catalog.VersionRef;
import java.util.List;
import java.util.Map;

/**
 * What a client asks.
 *
 * @param path the values of the route's named segments, decoded
 * @param query decoded; a repeated parameter has its last value
 * @param body JSON text, or nothing
 */
record Request(Map<String, String> path, Map<String, String> query, String body) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final List<String> UNSUPPORTED = List.of("references", "metadata", "ruleSet");

    String subject() {
        return path.getOrDefault("subject", "");
    }

    VersionRef version() {
        return VersionRef.parse(path.getOrDefault("version", ""));
    }

    /** The {@code id} segment; what is no number is no address of anything. */
    int id() {
        try {
            return Integer.parseInt(path.getOrDefault("id", ""));
        } catch (NumberFormatException e) {
            throw new RegistryException(404, "HTTP 404 Not Found");
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(query.getOrDefault(name, "false"));
    }

    Deleted deleted() {
        if (flag("deletedOnly")) {
            return Deleted.ONLY;
        }
        return flag("deleted") ? Deleted.SHOWN : Deleted.HIDDEN;
    }

    /** The body, which must be a JSON object. */
    JsonNode json() {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
            throw new RegistryException(400, "Expected a JSON object as the body");
        } catch (JsonProcessingException e) {
            throw new RegistryException(400, "The body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** The text of the schema in the body, once everything that this registry does not do is refused. */
    String schema() {
        JsonNode json = json();
        String type = json.path("schemaType").asText("");
        if (!type.isEmpty() && !type.equals("null") && !type.equals("AVRO")) {
            throw RegistryException.invalidSchema("type " + type + " is not supported, only AVRO");
        }
        for (String field : UNSUPPORTED) {
            if (!json.path(field).isEmpty()) {
                throw RegistryException.invalidSchema(field + " are not supported");
            }
        }
        if (!json.path("schema").isTextual()) {
            throw RegistryException.invalidSchema("expected the field schema with its text");
        }
        return json.path("schema").textValue();
    }
}
