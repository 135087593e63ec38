package io.sluice.policy;

import io.sluice.core.schedule.Verdict;
import io.sluice.policy.answer.AnswerRule;
import io.sluice.policy.answer.AnswerTest;
import io.sluice.policy.answer.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a provider's file says about answers. */
final class AnswerReader {
    private static final Set<String> SIGNAL = Set.of("limit", "quota", "remaining", "used", "reset", "retryAfter");
    private static final Set<String> RULE = Set.of("when", "then", "limit", "undone", "hold");
    private static final Set<String> WHEN = Set.of("status", "header", "contentType", "json");

    private AnswerReader() {}

    static List<Signal> signals(Fields file, List<String> limits) {
        List<Signal> signals = new ArrayList<>();
        for (Fields fields : file.list("signals", SIGNAL, Set.of("policy", "cost", "meaning"))) {
            signals.add(new Signal(
                    limit(fields, limits),
                    source(fields, "quota"),
                    source(fields, "remaining"),
                    source(fields, "used"),
                    source(fields, "reset"),
                    source(fields, "retryAfter")));
        }
        return signals;
    }

    static List<AnswerRule> rules(Fields file, List<String> limits) {
        List<AnswerRule> rules = new ArrayList<>();
        for (Fields fields : file.list("answers", RULE, Set.of())) {
            Verdict then = fields.symbol("then", Verdict.class);
            if (!fields.has("then")) {
                fields.problem("then", "field 'then' is missing, expected such as throttled or failed");
            }
            AnswerTest when = test(fields, "when");
            if (when == null) {
                fields.problem("when", "field 'when' is missing, expected status, header, contentType or json");
            }
            HoldReader.Hold hold = HoldReader.read(fields);
            String undone = fields.text("undone");
            if (undone != null && !undone.equals("unknown") && !undone.equals("true")) {
                fields.problem("undone", "field 'undone' is '" + undone + "', expected true or unknown");
            }
            if (then != null && when != null) {
                rules.add(new AnswerRule(
                        when,
                        then,
                        limit(fields, limits),
                        undone == null ? then.isRefusal() : undone.equals("true"),
                        hold.rule(),
                        hold.addMillis()));
            }
        }
        return rules;
    }

    /** Which answers a field means; null where it is absent. */
    static @Nullable AnswerTest test(Fields fields, String field) {
        Fields test = fields.object(field, WHEN, Set.of("body"));
        return test == null ? null : new AnswerTest(statuses(test), header(test), test.text("contentType"), json(test));
    }

    private static Set<Integer> statuses(Fields when) {
        Set<Integer> statuses = new HashSet<>();
        for (String text : when.texts("status")) {
            if (text.matches("[1-5]xx")) {
                int first = (text.charAt(0) - '0') * 100;
                for (int status = first; status < first + 100; status++) {
                    statuses.add(status);
                }
            } else if (text.matches("[1-9]\\d\\d")) {
                statuses.add(Integer.parseInt(text));
            } else {
                when.problem("status", "field 'status' is '" + text + "', expected a status such as 429, or 5xx");
            }
        }
        return statuses;
    }

    private static AnswerTest.@Nullable HeaderTest header(Fields when) {
        Fields fields = when.object("header", Set.of("name", "equals", "present"), Set.of());
        if (fields == null) {
            return null;
        }
        boolean present = !fields.has("present") || fields.flag("present");
        return new AnswerTest.HeaderTest(fields.required("name"), fields.text("equals"), present);
    }

    private static AnswerTest.@Nullable JsonTest json(Fields when) {
        Fields fields = when.object("json", Set.of("pointer", "in"), Set.of("regex"));
        return fields == null ? null : new AnswerTest.JsonTest(pointer(fields, "pointer"), fields.texts("in"));
    }

    static Signal.@Nullable Source source(Fields signal, String field) {
        if (!signal.has(field)) {
            return null;
        }
        if (signal.get(field).isTextual()) {
            return new Signal.Source(signal.text(field), null, Signal.Unit.DETECTED);
        }
        Fields fields = signal.object(field, Set.of("header", "json", "as"), Set.of("roundUp"));
        if (fields == null) {
            return null;
        }
        String json = fields.has("json") ? pointer(fields, "json") : null;
        if (!fields.has("header") && json == null) {
            fields.problem("", "field '" + field + "' names no place, expected header or json");
        }
        Signal.Unit unit = fields.symbol("as", Signal.Unit.class);
        return new Signal.Source(fields.text("header"), json, unit == null ? Signal.Unit.DETECTED : unit);
    }

    private static String pointer(Fields fields, String field) {
        String pointer = fields.required(field);
        if (!pointer.startsWith("/")) {
            fields.problem(
                    field,
                    "field '" + field + "' is '" + pointer + "', expected a JSON pointer such as /errors/0/code");
            return "/";
        }
        return pointer;
    }

    private static @Nullable String limit(Fields fields, List<String> limits) {
        String limit = fields.text("limit");
        if (limit != null && !limits.contains(limit)) {
            fields.problem(
                    "limit", "field 'limit' names '" + limit + "', expected one of " + String.join(", ", limits));
        }
        return limit;
    }
}
