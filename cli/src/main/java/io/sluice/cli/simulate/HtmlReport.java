package io.sluice.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.simulate.Prediction.Scenario;
import io.sluice.core.forecast.History;
import io.sluice.core.forecast.LimitUse;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A prediction as one HTML file that needs nothing else: its plots are drawn by uPlot, whose script is in the file. */
public final class HtmlReport {
    private static final String POM = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final int MOST_LIMITS = 8;

    private HtmlReport() {}

    /** The file. */
    public static String of(Prediction prediction) {
        String text = String.join("\n", TextReport.figures(prediction));
        String uplot = "/META-INF/resources/webjars/uplot/" + version() + '/';
        return resource("report.html")
                .replace("{{uplot.css}}", resource(uplot + "dist/uPlot.min.css"))
                .replace("{{uplot.licence}}", resource(uplot + "LICENSE"))
                .replace("{{text}}", escaped(text))
                .replace("{{data}}", data(prediction).toString().replace("</", "<\\/"))
                .replace("{{uplot.js}}", resource(uplot + "dist/uPlot.iife.min.js"));
    }

    private static ObjectNode data(Prediction prediction) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("beginAt", prediction.terms().begin());
        ArrayNode scenarios = data.putArray("scenarios");
        scenarios.add(scenario(prediction.declared()));
        add(scenarios, prediction.whatIf());
        add(scenarios, prediction.oneMore());
        return data;
    }

    private static void add(ArrayNode scenarios, @Nullable Scenario scenario) {
        if (scenario != null) {
            scenarios.add(scenario(scenario));
        }
    }

    private static ObjectNode scenario(Scenario scenario) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        History history = scenario.forecast().history();
        node.put("name", scenario.name()).put("spanMs", history.spanMillis());
        numbers(node.putArray("callsPerSecond"), history.callsPerSecond());
        numbers(node.putArray("waiting"), history.waiting());
        ArrayNode limits = node.putArray("limits");
        List<LimitUse> all = scenario.forecast().limits();
        for (LimitUse use : all.subList(0, Math.min(MOST_LIMITS, all.size()))) {
            ObjectNode limit = limits.addObject().put("name", use.limit().name());
            numbers(limit.putArray("level"), use.level());
        }
        return node;
    }

    private static void numbers(ArrayNode array, List<Double> values) {
        for (double value : values) {
            array.add(Math.round(value * 1_000) / 1_000.0);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String version() {
        Properties pom = new Properties();
        try {
            pom.load(new StringReader(resource(POM)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pom.getProperty("version");
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
