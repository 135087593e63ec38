package io.sluice.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Where figures go: what happens to stderr as it does, the end to stdout, as text or as one line of JSON. */
final class Results {
    private final boolean json;
    private final ObjectNode figures = JsonNodeFactory.instance.objectNode();
    private final ArrayNode marks = JsonNodeFactory.instance.arrayNode();
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
        figures.put(name, rounded(value));
        text.append(String.format(Locale.ROOT, "%-28s %,.3f%n", name, value));
        return this;
    }

    Results put(String name, long value) {
        figures.put(name, value);
        text.append(String.format(Locale.ROOT, "%-28s %,d%n", name, value));
        return this;
    }

    /** A figure and whether it holds its mark. */
    Results put(String name, double value, Mark mark) {
        marks.addObject()
                .put("name", name)
                .put("value", rounded(value))
                .put("mark", mark.toString())
                .put("held", mark.isHeldBy(value))
                .put("aimReached", mark.isAimReachedBy(value));
        figures.put(name, rounded(value));
        String verdict = mark.isHeldBy(value) ? "held" : "missed";
        text.append(String.format(Locale.ROOT, "%-28s %,.3f  (%s: %s)%n", name, value, mark, verdict));
        return this;
    }

    Results put(String name, String value) {
        figures.put(name, value);
        text.append(String.format(Locale.ROOT, "%-28s %s%n", name, value));
        return this;
    }

    /** A figure for machines alone; people read it in a line that {@link #say} adds. */
    Results putAside(String name, double value) {
        figures.put(name, rounded(value));
        return this;
    }

    Results say(String line) {
        text.append(line).append(System.lineSeparator());
        return this;
    }

    void print() {
        if (!marks.isEmpty()) {
            figures.set("marks", marks);
        }
        System.out.print(json ? figures + System.lineSeparator() : text.toString());
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
