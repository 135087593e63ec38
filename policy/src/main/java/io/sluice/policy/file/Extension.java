package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A provider file over the one that it extends: objects field by field, endpoints and limits entry by entry by their names,
 * new ones first, everything else as a whole. What is null is taken away. What is inherited stands at the line of
 * {@code extends}.
 */
final class Extension {
    static final String FIELD = "extends";

    private static final Set<String> NAMED = Set.of("/endpoints", "/limits");
    /** One object may stand for a list of one. */
    private static final Set<String> LISTS = Set.of("/answers", "/auth", "/examples", "/signals", "/status");

    /** Names of headers are the same in capitals. */
    private static final String HEADERS = "/headers";

    private final YamlFile.Document own;
    private final int inherited;
    private final Map<String, Integer> lines = new HashMap<>();

    private Extension(YamlFile.Document own) {
        this.own = own;
        this.inherited = own.line('/' + FIELD);
    }

    /** Both together, as one whole file. */
    static YamlFile.Document of(YamlFile.Document own, JsonNode base) {
        Extension extension = new Extension(own);
        ObjectNode whole = (ObjectNode) extension.merged(base, own.tree(), "", "");
        whole.remove(FIELD);
        return new YamlFile.Document(own.file(), whole, extension.lines);
    }

    private JsonNode merged(JsonNode base, JsonNode mine, String at, String mineAt) {
        if (NAMED.contains(at) && isList(base) && isList(mine)) {
            return entries(base, mine, at, mineAt);
        }
        if (LISTS.contains(at) || !base.isObject() || !mine.isObject()) {
            return taken(mine, at, mineAt);
        }
        lines.put(at, own.line(mineAt));
        return fields(base, mine, at, mineAt);
    }

    private JsonNode fields(JsonNode base, JsonNode mine, String at, String mineAt) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> both = new HashSet<>();
        base.properties().forEach(field -> {
            String name = sameName(mine, field.getKey(), at);
            String key = '/' + name;
            JsonNode over = mine.get(name);
            both.add(name);
            object.set(
                    name,
                    over == null
                            ? inherited(field.getValue(), at + key)
                            : merged(field.getValue(), over, at + key, mineAt + key));
        });
        mine.properties().forEach(field -> {
            if (!both.contains(field.getKey())) {
                String key = '/' + field.getKey();
                object.set(field.getKey(), taken(field.getValue(), at + key, mineAt + key));
            }
        });
        object.properties().removeIf(field -> field.getValue().isNull());
        return object;
    }

    private JsonNode entries(JsonNode base, JsonNode mine, String at, String mineAt) {
        Map<String, JsonNode> over = new LinkedHashMap<>();
        Map<String, String> overAt = new HashMap<>();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        lines.put(at, own.line(mineAt));
        for (int i = 0; i < size(mine); i++) {
            JsonNode entry = entry(mine, i);
            String entryAt = mine.isArray() ? mineAt + '/' + i : mineAt;
            String name = entry.path("name").asText();
            if (named(base, name) && !over.containsKey(name)) {
                over.put(name, entry);
                overAt.put(name, entryAt);
            } else {
                list.add(taken(entry, at + '/' + list.size(), entryAt));
            }
        }
        for (int i = 0; i < size(base); i++) {
            JsonNode entry = entry(base, i);
            String name = entry.path("name").asText();
            String to = at + '/' + list.size();
            JsonNode mineOver = over.get(name);
            list.add(
                    mineOver == null
                            ? inherited(entry, to)
                            : merged(entry, mineOver, to, overAt.getOrDefault(name, mineAt)));
        }
        return list;
    }

    /** What the file calls a field that the other one has: headers may be written in other letters. */
    private static String sameName(JsonNode mine, String name, String at) {
        return at.equals(HEADERS)
                ? mine.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name::equalsIgnoreCase)
                        .findFirst()
                        .orElse(name)
                : name;
    }

    private static boolean named(JsonNode list, String name) {
        for (int i = 0; i < size(list); i++) {
            if (entry(list, i).path("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** One object stands for a list of one. */
    private static boolean isList(JsonNode node) {
        return node.isArray() || node.isObject();
    }

    private static int size(JsonNode list) {
        return list.isArray() ? list.size() : 1;
    }

    private static JsonNode entry(JsonNode list, int i) {
        return list.isArray() ? list.get(i) : list;
    }

    /** What the file says itself, with its lines, at a place of the whole. */
    private JsonNode taken(JsonNode mine, String at, String mineAt) {
        lines.put(at, own.line(mineAt));
        own.lines().forEach((pointer, line) -> {
            if (pointer.startsWith(mineAt + '/')) {
                lines.put(at + pointer.substring(mineAt.length()), line);
            }
        });
        return mine;
    }

    private JsonNode inherited(JsonNode node, String at) {
        lines.put(at, inherited);
        node.properties().forEach(field -> inherited(field.getValue(), at + '/' + field.getKey()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            inherited(node.get(i), at + '/' + i);
        }
        return node;
    }
}
