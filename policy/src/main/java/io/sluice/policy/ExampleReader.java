package io.sluice.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.provider.Dimension;
import io.sluice.core.schedule.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the examples of a provider's file. */
final class ExampleReader {
    private static final long MOST = 1_000_000_000_000L;
    private static final Set<String> EXAMPLE =
            Set.of("name", "request", "answer", "is", "limit", "hold", "waits", "tells", "takes");
    private static final Set<String> ANSWER = Set.of("status", "headers", "body", "json");
    private static final Set<String> TELLS = Set.of("limit", "quota", "remaining", "resetIn");

    private ExampleReader() {}

    /** @param limits their names */
    static List<Example> read(Fields file, List<String> limits) {
        List<Example> examples = new ArrayList<>();
        for (Fields fields : file.list("examples", EXAMPLE, Set.of())) {
            Verdict is = fields.symbol("is", Verdict.class);
            if (!fields.has("is")) {
                fields.problem("is", "field 'is' is missing, expected such as ok or throttled");
            }
            examples.add(new Example(
                    fields.required("name"),
                    fields.pointer(),
                    fields.has("request") ? RequestLine.read(fields, "request") : new RequestLine("GET", "/"),
                    answer(fields),
                    is == null ? Verdict.OK : is,
                    Optional.ofNullable(limit(fields, limits)),
                    fields.has("hold") ? Optional.of(scope(fields)) : Optional.empty(),
                    millis(fields, "waits"),
                    tells(fields, limits),
                    takes(fields, limits)));
        }
        return examples;
    }

    private static Example.Given answer(Fields example) {
        Fields answer = example.object("answer", ANSWER, Set.of());
        if (answer == null) {
            example.problem("answer", "field 'answer' is missing, expected such as { status: 429 }");
            return new Example.Given(200, Map.of(), null);
        }
        if (!answer.has("status")) {
            answer.problem("status", "field 'status' is missing, expected a status such as 429");
        }
        Map<String, List<String>> headers = new HashMap<>();
        answer.textsByName("headers").forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        JsonNode json = answer.get("json");
        if (!json.isMissingNode()) {
            headers.putIfAbsent("content-type", List.of("application/json"));
            if (answer.has("body")) {
                answer.problem("body", "field 'body' is given beside 'json', expected one or the other");
            }
        }
        return new Example.Given(
                (int) answer.whole("status", 200, 100, 999),
                headers,
                json.isMissingNode() ? answer.text("body") : json.toString());
    }

    private static List<Example.Tells> tells(Fields example, List<String> limits) {
        List<Example.Tells> tells = new ArrayList<>();
        for (Fields fields : example.list("tells", TELLS, Set.of())) {
            String limit = limit(fields, limits);
            if (limit == null && !fields.has("limit")) {
                fields.problem("limit", "field 'limit' is missing, expected " + LimitReader.oneOf(limits));
            }
            tells.add(new Example.Tells(
                    limit == null ? "" : limit,
                    count(fields, "quota"),
                    count(fields, "remaining"),
                    millis(fields, "resetIn")));
        }
        return tells;
    }

    private static Map<String, Long> takes(Fields example, List<String> limits) {
        Fields fields = example.anyObject("takes");
        Map<String, Long> takes = new LinkedHashMap<>();
        if (fields != null) {
            for (String name : fields.names()) {
                declared(fields, name, name, limits);
                takes.put(name, fields.whole(name, 1, 0, MOST));
            }
        }
        return takes;
    }

    private static List<String> scope(Fields example) {
        List<String> scope = example.texts("hold");
        for (String text : scope) {
            if (Dimension.parse(text).isEmpty()) {
                example.problem(
                        "hold",
                        "field 'hold' has '" + text
                                + "', expected provider, app, account, credential, egress, endpoint, param:NAME or label:NAME");
            }
        }
        return scope;
    }

    private static @Nullable String limit(Fields fields, List<String> limits) {
        String limit = fields.text("limit");
        if (limit != null) {
            declared(fields, "limit", limit, limits);
        }
        return limit;
    }

    private static void declared(Fields fields, String field, String limit, List<String> limits) {
        if (!limits.contains(limit)) {
            fields.problem(
                    field,
                    "field '" + field + "' names the limit '" + limit + "', expected " + LimitReader.oneOf(limits));
        }
    }

    private static OptionalLong count(Fields fields, String field) {
        return fields.has(field) ? OptionalLong.of(fields.whole(field, 0, 0, MOST)) : OptionalLong.empty();
    }

    private static OptionalLong millis(Fields fields, String field) {
        return fields.has(field) ? OptionalLong.of(fields.millis(field, 1)) : OptionalLong.empty();
    }
}
