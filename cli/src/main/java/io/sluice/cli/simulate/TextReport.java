package io.sluice.cli.simulate;

import io.sluice.cli.simulate.Prediction.Scenario;
import io.sluice.cli.talk.Columns;
import io.sluice.core.forecast.Forecast;
import io.sluice.core.forecast.History;
import io.sluice.core.forecast.LimitUse;
import io.sluice.core.provider.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A prediction as lines for people. */
public final class TextReport {
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int WIDTH = 60;
    private static final int HEIGHT = 4;
    private static final int MOST_LIMITS = 20;

    private final Prediction prediction;
    private final Forecast declared;
    private final @Nullable Scenario whatIf;
    private final List<String> lines = new ArrayList<>();
    private final Columns figures = new Columns();

    private TextReport(Prediction prediction) {
        this.prediction = prediction;
        this.declared = prediction.declared().forecast();
        this.whatIf = prediction.whatIf();
    }

    /** All of it. */
    public static List<String> lines(Prediction prediction) {
        TextReport report = written(prediction);
        report.charts(prediction.declared().forecast().history());
        return report.lines;
    }

    /** All but the charts. */
    static List<String> figures(Prediction prediction) {
        return written(prediction).lines;
    }

    private static TextReport written(Prediction prediction) {
        TextReport report = new TextReport(prediction);
        report.head();
        report.figures();
        report.limits();
        report.oneMore();
        return report;
    }

    private void head() {
        Plan plan = prediction.declared().plan();
        String begin = DAY_AND_TIME.format(
                Instant.ofEpochMilli(prediction.terms().begin()).atZone(ZoneId.systemDefault()));
        lines.add(prediction.workload().text());
        lines.add(String.format(
                Locale.ROOT,
                "%d credentials, a call takes %s, seed %d, from %s",
                plan.credentials().size(),
                plan.calls().text(),
                prediction.terms().seed(),
                begin));
        if (whatIf != null) {
            lines.add("what if: " + String.join(", ", prediction.changes()));
        }
        String untold = String.join(", ", (whatIf == null ? plan : whatIf.plan()).untold());
        if (!untold.isEmpty()) {
            lines.add("only answers tell the quota of " + untold
                    + ": it counts as 1 here; --what-if LIMIT.quota=N says more");
        }
        String settled = String.join(", ", plan.costs().settled());
        if (!settled.isEmpty()) {
            lines.add("only answers tell what calls take of " + settled + ": all that is set aside counts here");
        }
        lines.add("");
    }

    private void figures() {
        if (whatIf != null) {
            figures.row("", "as declared", "what if", "difference");
        }
        if (prediction.workload().ends()) {
            row("done after", Phrases::done, forecast -> forecast.doneMillis().orElse(-1));
        }
        row("first to last call", f -> Phrases.duration(f.elapsedMillis()), Forecast::elapsedMillis);
        row("answered", f -> Phrases.answers(f, prediction.workload().rejected()), null);
        row("open at the end", f -> count(f.requests() - f.answered()), null);
        row("calls", f -> count(f.calls()) + ", " + count(f.refused()) + " refused", null);
        row(
                "mean wait",
                f -> Phrases.duration(Math.round(f.waits().meanMillis())),
                f -> Math.round(f.waits().meanMillis()));
        row(
                "longest wait",
                f -> Phrases.duration(f.waits().mostMillis()),
                f -> f.waits().mostMillis());
        row("bottleneck", Phrases::bottleneck, null);
        row("most waited for", Phrases::most, null);
        lines.addAll(figures.lines());
    }

    private void row(String label, Function<Forecast, String> text, @Nullable ToLongFunction<Forecast> millis) {
        if (whatIf == null) {
            figures.row(label, text.apply(declared));
            return;
        }
        Forecast other = whatIf.forecast();
        String difference = millis == null ? "" : difference(millis.applyAsLong(declared), millis.applyAsLong(other));
        figures.row(label, text.apply(declared), text.apply(other), difference);
    }

    /** {@code -4.0 s, -33 %}; nothing where one of both is not known. */
    private static String difference(long before, long after) {
        if (before < 0 || after < 0) {
            return "";
        }
        if (before == after) {
            return "none";
        }
        String sign = after < before ? "-" : "+";
        String share = before == 0 ? "" : ", " + sign + Phrases.percent(Math.abs(after - before) / (double) before);
        return sign + Phrases.duration(Math.abs(after - before)) + share;
    }

    private void limits() {
        if (declared.limits().isEmpty()) {
            lines.add("");
            lines.add("no limit is declared");
            return;
        }
        Columns columns = new Columns();
        columns.row("limit", "each key", "keys", "used", "of", "idle", whatIf == null ? "" : "idle, what if");
        List<LimitUse> limits = declared.limits();
        for (int i = 0; i < Math.min(limits.size(), MOST_LIMITS); i++) {
            LimitUse use = limits.get(i);
            boolean concurrent = use.limit().window() instanceof Window.Concurrent;
            columns.row(
                    use.limit().name(),
                    Phrases.quota(use.limit()),
                    count(use.keys()),
                    count(use.used()),
                    concurrent ? "-" : count(Math.round(use.capacity())),
                    Phrases.percent(use.idleShare()),
                    whatIf == null ? "" : idle(whatIf, use));
        }
        lines.add("");
        lines.addAll(columns.lines());
        if (limits.size() > MOST_LIMITS) {
            lines.add("and " + (limits.size() - MOST_LIMITS) + " more; --json has all");
        }
    }

    /** How much of the same limit is idle there; one that counts by parameters may never have been reached. */
    private static String idle(Scenario scenario, LimitUse use) {
        return scenario.forecast().limits().stream()
                .filter(other -> other.provider().equals(use.provider())
                        && other.limit().name().equals(use.limit().name()))
                .findFirst()
                .map(other -> Phrases.percent(other.idleShare()))
                .orElse("-");
    }

    private void oneMore() {
        Scenario more = prediction.oneMore();
        if (more == null) {
            return;
        }
        Forecast then = more.forecast();
        lines.add("");
        if (prediction.workload().ends()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: done after %s (%s)",
                    more.name(),
                    Phrases.done(then),
                    difference(
                            declared.doneMillis().orElse(-1), then.doneMillis().orElse(-1))));
        } else {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: mean wait %s instead of %s, %s open at the end instead of %s",
                    more.name(),
                    Phrases.duration(Math.round(then.waits().meanMillis())),
                    Phrases.duration(Math.round(declared.waits().meanMillis())),
                    count(then.requests() - then.answered()),
                    count(declared.requests() - declared.answered())));
        }
        if (prediction.workload().ofOneAccount() > 0) {
            lines.add(
                    "but requests that name no account go with any only while there is one: name it, or say accounts: any");
        }
    }

    private void charts(History history) {
        String ends = Phrases.duration(declared.coveredMillis());
        lines.add("");
        lines.addAll(Chart.of("calls per second", history.callsPerSecond(), ends, WIDTH, HEIGHT));
        lines.addAll(Chart.of("requests that wait", history.waiting(), ends, WIDTH, HEIGHT));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
