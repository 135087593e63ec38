package io.sluice.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.core.provider.Names;
import io.sluice.policy.PolicyException.Problem;
import io.sluice.policy.value.Durations;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of an object that a user wrote; notes every problem with its place and goes on. */
public final class Fields {
    private final JsonNode node;
    private final String pointer;
    private final List<Problem> problems;

    private Fields(JsonNode node, String pointer, List<Problem> problems) {
        this.node = node;
        this.pointer = pointer;
        this.problems = problems;
    }

    /** The fields of a whole document, of which only the given ones are known. */
    public static Fields of(JsonNode tree, Set<String> known, Set<String> reserved) {
        Fields fields = new Fields(tree, "", new ArrayList<>());
        fields.check(known, reserved);
        return fields;
    }

    /** Throws what was found, if anything. */
    public void throwProblems() {
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
    }

    /** JSON pointer to this object. */
    String pointer() {
        return pointer;
    }

    public boolean sound() {
        return problems.isEmpty();
    }

    public void problem(String field, String message) {
        problems.add(new Problem(at(field), message));
    }

    public boolean has(String field) {
        return !get(field).isMissingNode();
    }

    JsonNode get(String field) {
        JsonNode value = node.path(field);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    public String required(String field) {
        String text = text(field);
        if (text == null && !has(field)) {
            problem(field, "field '" + field + "' is missing, expected a text");
        } else if (text != null && text.isEmpty()) {
            problem(field, "field '" + field + "' is empty, expected a text");
        }
        return text == null ? "" : text;
    }

    /** A name that must be there. */
    public String requiredName(String field) {
        return named(field, required(field));
    }

    /** A name; null where it is not given. */
    public @Nullable String name(String field) {
        String name = text(field);
        return name == null ? null : named(field, name);
    }

    private String named(String field, String name) {
        if (!name.isEmpty() && !Names.isName(name)) {
            wrong(field, get(field), "a name: " + Names.EXPECTED);
        }
        return name;
    }

    public @Nullable String text(String field) {
        JsonNode value = get(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isValueNode()) {
            wrong(field, value, "a text");
            return null;
        }
        return value.asText();
    }

    public boolean flag(String field) {
        JsonNode value = get(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            wrong(field, value, "true or false");
        }
        return value.asBoolean();
    }

    public long whole(String field, long otherwise, long least, long most) {
        JsonNode value = get(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
            wrong(field, value, "a whole number from " + least + " to " + most);
            return otherwise;
        }
        return value.asLong();
    }

    /** A number that must be there, as in a table. */
    long requiredWhole(String field, long least, long most) {
        if (!has(field)) {
            problem(field, "field '" + field + "' is empty, expected a whole number from " + least + " to " + most);
        }
        return whole(field, least, least, most);
    }

    /** A duration in ms. */
    public long millis(String field, long otherwise) {
        return millis(field).orElse(otherwise);
    }

    /** The same; empty where there is none that can be used. */
    OptionalLong millis(String field) {
        String text = text(field);
        if (text == null) {
            return OptionalLong.empty();
        }
        long millis = Durations.millis(text);
        if (millis <= 0) {
            wrong(field, get(field), "a duration such as 500ms, 3s, 15m, 3h, 1d");
            return OptionalLong.empty();
        }
        return OptionalLong.of(millis);
    }

    public <E extends Enum<E>> @Nullable E symbol(String field, Class<E> type) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = Names.word(constant);
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        problem(field, "field '" + field + "' is '" + text + "', expected one of " + String.join(", ", names));
        return null;
    }

    /** Texts of a list, or the one text that stands for a list. */
    public List<String> texts(String field) {
        JsonNode value = get(field);
        List<String> texts = new ArrayList<>();
        if (value.isValueNode()) {
            texts.add(value.asText());
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                if (element.isValueNode() && !element.isNull()) {
                    texts.add(element.asText());
                } else {
                    wrong(field, element, "a list of texts");
                }
            }
        } else if (!value.isMissingNode()) {
            wrong(field, value, "a list of texts");
        }
        return texts;
    }

    /** The same; a field that is there has one at least. */
    List<String> someTexts(String field) {
        List<String> texts = texts(field);
        boolean blank = !has(field) || (get(field).isArray() && get(field).isEmpty());
        if (node.has(field) && blank) {
            problem(field, "field '" + field + "' is empty, expected a text or a list of texts");
        }
        return texts;
    }

    public Map<String, String> map(String field) {
        JsonNode value = get(field);
        Map<String, String> map = new LinkedHashMap<>();
        if (!value.isMissingNode() && !value.isObject()) {
            wrong(field, value, "names with texts");
        }
        value.properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                map.put(entry.getKey(), entry.getValue().asText());
            } else {
                wrong(field + '.' + entry.getKey(), entry.getValue(), "a text");
            }
        });
        return map;
    }

    /** Lists of texts by name, none of them empty; one text stands for a list. */
    Map<String, List<String>> textsByName(String field) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        Fields named = anyObject(field);
        if (named != null) {
            named.names().forEach(name -> map.put(name, named.someTexts(name)));
        }
        return map;
    }

    /** An object whose fields may have any name; null where it is absent or none. */
    @Nullable
    Fields anyObject(String field) {
        JsonNode value = get(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isObject()) {
            wrong(field, value, "an object");
            return null;
        }
        return new Fields(value, at(field), problems);
    }

    /** The names of its fields, in their order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The objects of a list; one object stands for a list of one. */
    public List<Fields> list(String field, Set<String> known, Set<String> reserved) {
        JsonNode value = get(field);
        List<Fields> list = new ArrayList<>();
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                list.add(child(value.get(i), at(field) + '/' + i, known, reserved));
            }
        } else if (value.isObject()) {
            list.add(child(value, at(field), known, reserved));
        } else if (!value.isMissingNode()) {
            wrong(field, value, "a list");
        }
        return list;
    }

    public @Nullable Fields object(String field, Set<String> known, Set<String> reserved) {
        JsonNode value = get(field);
        return value.isMissingNode() ? null : child(value, at(field), known, reserved);
    }

    void wrong(String field, JsonNode found, String expected) {
        String what = found.isContainerNode() ? (found.isArray() ? "a list" : "an object") : "'" + found.asText() + "'";
        problem(field, "field '" + field + "' is " + what + ", expected " + expected);
    }

    private Fields child(JsonNode value, String at, Set<String> known, Set<String> reserved) {
        Fields child = new Fields(value, at, problems);
        child.check(known, reserved);
        return child;
    }

    private void check(Set<String> known, Set<String> reserved) {
        String expected = String.join(", ", new TreeSet<>(known));
        if (!node.isObject()) {
            problem("", "found " + Names.word(node.getNodeType()) + ", expected an object with " + expected);
            return;
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (reserved.contains(name)) {
                problem(name, "field '" + name + "' is not supported yet");
            } else if (!known.contains(name)) {
                problem(name, "unknown field '" + name + "', expected one of " + expected);
            }
        }
    }

    private String at(String field) {
        return field.isEmpty() ? pointer : pointer + '/' + field.replace('.', '/');
    }
}
