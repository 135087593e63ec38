package io.sluice.policy;

import io.sluice.core.schedule.Verdict;
import io.sluice.policy.answer.AnswerRule;
import io.sluice.policy.answer.AnswerTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a provider's file says about answers. */
final class AnswerReader {
    private static final Set<String> RULE = Set.of("when", "then", "limit", "undone", "hold");
    private static final Set<String> WHEN = Set.of("status", "header", "contentType", "json", "body");

    /** What is told of where nothing stands behind it; an empty list of statuses is told of as such. */
    private static final Set<String> BLANK = Set.of("header", "contentType", "json", "body");

    private AnswerReader() {}

    static List<AnswerRule> rules(Fields file, List<String> limits) {
        List<AnswerRule> rules = new ArrayList<>();
        for (Fields fields : file.list("answers", RULE, Set.of())) {
            Verdict then = fields.symbol("then", Verdict.class);
            if (!fields.has("then")) {
                fields.problem("then", "field 'then' is missing, expected such as throttled or failed");
            }
            AnswerTest when = test(fields, "when");
            if (when == null) {
                fields.problem("when", "field 'when' is missing, expected status, header, contentType, json or body");
            }
            HoldReader.Hold hold = HoldReader.read(fields, then);
            String undone = fields.text("undone");
            if (undone != null && !undone.equals("unknown") && !undone.equals("true")) {
                fields.problem("undone", "field 'undone' is '" + undone + "', expected true or unknown");
            } else if ("true".equals(undone) && then != null && !then.isRefusal() && then != Verdict.OVERLOADED) {
                fields.problem(
                        "undone", "field 'undone' is true, expected so of throttled, exhausted or overloaded alone");
            }
            if (then != null && when != null) {
                rules.add(new AnswerRule(
                        when,
                        then,
                        SignalReader.limit(fields, limits),
                        undone == null ? then.isRefusal() : undone.equals("true"),
                        hold.rule(),
                        hold.addMillis()));
            }
        }
        return rules;
    }

    /** Which answers a field means; null where it is absent. */
    static @Nullable AnswerTest test(Fields fields, String field) {
        Fields test = fields.object(field, WHEN, Set.of());
        if (test != null && test.names().isEmpty()) {
            fields.problem(
                    field,
                    "field '" + field + "' is empty and means every answer, expected one of "
                            + WHEN.stream().sorted().collect(Collectors.joining(", ")));
        }
        for (String name : BLANK) {
            if (test != null && test.names().contains(name) && !test.has(name)) {
                test.problem(name, "field '" + name + "' is empty and means every answer");
            }
        }
        return test == null
                ? null
                : new AnswerTest(
                        statuses(test),
                        header(test),
                        contentType(test),
                        json(test),
                        SignalReader.pattern(test, "body"));
    }

    private static Set<Integer> statuses(Fields when) {
        Set<Integer> statuses = new HashSet<>();
        for (String text : when.someTexts("status")) {
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
        Fields fields = when.object("header", Set.of("name", "equals", "matches", "present"), Set.of());
        if (fields == null) {
            return null;
        }
        boolean present = !fields.has("present") || fields.flag("present");
        return new AnswerTest.HeaderTest(
                fields.required("name"), fields.text("equals"), SignalReader.pattern(fields, "matches"), present);
    }

    private static AnswerTest.@Nullable JsonTest json(Fields when) {
        Fields fields = when.object("json", Set.of("pointer", "in", "regex"), Set.of());
        return fields == null
                ? null
                : new AnswerTest.JsonTest(
                        SignalReader.pointer(fields, "pointer"),
                        fields.someTexts("in"),
                        SignalReader.pattern(fields, "regex"));
    }

    private static @Nullable String contentType(Fields when) {
        String type = when.text("contentType");
        return type == null ? null : type.toLowerCase(Locale.ROOT);
    }
}
