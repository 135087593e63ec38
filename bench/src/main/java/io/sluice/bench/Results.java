package io.sluice.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Where figures go: what happens to stderr as it does, the end to stdout, as text or as one line of JSON. */
final class Results {
    private final boolean json;
    private final ObjectNode figures = JsonNodeFactory.instance.objectNode();
    private final StringBuilder text = new StringBuilder();

    Results(String benchmark, boolean json) {
        this.json = json;
        figures.put("benchmark", benchmark)
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().feature());
    }

    /** Says how it goes. */
    static void progress(String format, Object... arguments) {
        System.err.println(String.format(Locale.ROOT, format, arguments));
    }

    Results put(String name, double value) {
        figures.put(name, Math.round(value * 1_000) / 1_000.0);
        text.append(String.format(Locale.ROOT, "%-28s %,.3f%n", name, value));
        return this;
    }

    Results put(String name, long value) {
        figures.put(name, value);
        text.append(String.format(Locale.ROOT, "%-28s %,d%n", name, value));
        return this;
    }

    void print() {
        System.out.print(json ? figures + System.lineSeparator() : text.toString());
    }
}
