package io.sluice.policy;

import io.sluice.policy.answer.Signal;
import io.sluice.policy.answer.TextPattern;
import io.sluice.policy.value.TimeForm;
import io.sluice.schemas.wire.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a provider's file says of where answers tell about limits. */
final class SignalReader {
    private static final Set<String> SIGNAL = Set.of(
            "limit", "policy", "endpoints", "quota", "remaining", "used", "reset", "retryAfter", "bucket", "meaning");
    /** What alone tells nothing. */
    private static final Set<String> ABOUT = Set.of("limit", "endpoints", "meaning");

    private static final Set<String> SOURCE = Set.of("header", "json", "regex", "as", "add");

    private static final int SHOWN = 80;

    private SignalReader() {}

    static List<Signal> read(Fields file, String field, List<String> limits, List<String> endpoints) {
        List<Signal> signals = new ArrayList<>();
        for (Fields fields : file.list(field, SIGNAL, Set.of("cost"))) {
            String limit = limit(fields, limits);
            String policy = fields.text("policy");
            if (policy != null && limit == null) {
                fields.problem("policy", "field 'policy' is given without 'limit', expected the limit that it names");
            }
            Signal.Meaning meaning = fields.symbol("meaning", Signal.Meaning.class);
            if (meaning != null && !fields.has("reset")) {
                fields.problem("meaning", "field 'meaning' is given without 'reset', expected both");
            }
            if (fields.names().stream().allMatch(ABOUT::contains)) {
                fields.problem(
                        "",
                        "a signal reads nothing, expected one of quota, remaining, used, reset, retryAfter, policy");
            }
            signals.add(new Signal(
                    limit,
                    policy,
                    Set.copyOf(LimitReader.endpoints(fields, endpoints)),
                    Set.of(),
                    source(fields, "quota"),
                    source(fields, "remaining"),
                    source(fields, "used"),
                    source(fields, "reset"),
                    source(fields, "retryAfter"),
                    source(fields, "bucket"),
                    meaning == null ? Signal.Meaning.RESET : meaning));
        }
        return signals;
    }

    /** A place in answers; null where the field is absent. */
    static Signal.@Nullable Source source(Fields signal, String field) {
        if (!signal.has(field)) {
            return null;
        }
        if (signal.get(field).isTextual()) {
            return new Signal.Source(signal.text(field), null, null, TimeForm.DETECTED, 0);
        }
        Fields fields = signal.object(field, SOURCE, Set.of("roundUp"));
        if (fields == null) {
            return null;
        }
        String json = fields.has("json") ? pointer(fields, "json") : null;
        TextPattern regex = pattern(fields, "regex");
        if (!fields.has("header") && !fields.has("json") && !fields.has("regex")) {
            fields.problem("", "field '" + field + "' names no place, expected header, json or regex");
        }
        TimeForm form = fields.symbol("as", TimeForm.class);
        return new Signal.Source(
                fields.text("header"), json, regex, form == null ? TimeForm.DETECTED : form, fields.millis("add", 0));
    }

    static String pointer(Fields fields, String field) {
        String pointer = fields.required(field);
        if (!pointer.startsWith("/")) {
            fields.problem(
                    field,
                    "field '" + field + "' is '" + pointer + "', expected a JSON pointer such as /errors/0/code");
            return "/";
        }
        return pointer;
    }

    /** A regular expression; null where the field is absent. */
    static @Nullable TextPattern pattern(Fields fields, String field) {
        String regex = fields.text(field);
        if (regex == null) {
            return null;
        }
        try {
            return TextPattern.of(regex);
        } catch (IllegalArgumentException e) {
            fields.problem(
                    field,
                    "field '" + field + "' is '" + Texts.shown(regex, SHOWN)
                            + "', expected a regular expression of RE2: "
                            + e.getMessage());
            return null;
        }
    }

    static @Nullable String limit(Fields fields, List<String> limits) {
        String limit = fields.text("limit");
        if (limit != null && !limits.contains(limit)) {
            fields.problem("limit", "field 'limit' names '" + limit + "', expected " + LimitReader.oneOf(limits));
        }
        return limit;
    }
}
