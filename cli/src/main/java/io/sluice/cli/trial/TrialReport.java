package io.sluice.cli.trial;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Names;
import io.sluice.policy.explain.Explanation;
import io.sluice.policy.explain.Meaning;
import io.sluice.policy.explain.Phrases;
import io.sluice.policy.value.Durations;
import io.sluice.schemas.AuthPlace;
import io.sluice.schemas.CallOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How a trial went. Places of the secret stand as in the provider's file, so that nothing of it can be shown. */
final class TrialReport {
    private static final int BODY_SHOWN = 2_000;

    private final Trial trial;

    TrialReport(Trial trial) {
        this.trial = trial;
    }

    List<String> lines() {
        Credential by = trial.credential();
        CallOutcome outcome = trial.outcome();
        List<String> lines = new ArrayList<>();
        lines.add(trial.call().getMethod() + " " + url());
        requestHeaders().forEach((name, value) -> lines.add("  " + name + ": " + value));
        lines.add(
                "by        " + by.id() + ", account " + by.account() + ", app " + by.app() + ", egress " + by.egress());
        lines.add("answer    " + outcome.getStatus() + " after " + millis() + " ms");
        new TreeMap<>(outcome.getHeaders())
                .forEach((name, values) -> lines.add("  " + name + ": " + String.join(", ", values)));
        if (trial.bodyTooLarge()) {
            lines.add("  the body is left out: it is larger than "
                    + trial.call().getMaxBodyBytes() + " bytes, the endpoint's maxBodyBytes");
        } else if (!body().isEmpty()) {
            lines.add("  " + shown(body()));
        }
        lines.add("means     " + meaning());
        List<Meaning.Told> tells = trial.meaning().tells();
        lines.add("tells     " + (tells.isEmpty() ? "nothing about limits" : Phrases.told(tells.get(0))));
        tells.stream().skip(1).forEach(told -> lines.add("          " + Phrases.told(told)));
        trial.meaning().oddities().forEach(odd -> lines.add("odd       " + odd));
        for (Explanation.Count count : trial.explanation().counting()) {
            lines.add("budget    " + count.limit().name() + " of " + String.join(" or ", count.keys()) + ": "
                    + left(count));
        }
        return lines;
    }

    ObjectNode json() {
        Meaning found = trial.meaning();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode request = json.putObject("request");
        request.put("method", trial.call().getMethod()).put("url", url());
        ObjectNode headers = request.putObject("headers");
        requestHeaders().forEach(headers::put);
        json.put("credential", trial.credential().id())
                .put("endpoint", trial.call().getEndpoint());
        ObjectNode answer = json.putObject("answer");
        answer.put("status", trial.outcome().getStatus()).put("ms", millis());
        ObjectNode answerHeaders = answer.putObject("headers");
        trial.outcome().getHeaders().forEach((name, values) -> values.forEach(answerHeaders.putArray(name)::add));
        answer.put("body", body()).put("bodyTooLarge", trial.bodyTooLarge());
        json.put("is", Names.word(found.is()));
        found.rule().ifPresent(rule -> json.put("rule", rule));
        found.limit().ifPresent(limit -> json.put("limit", limit));
        found.hold().ifPresent(hold -> hold.forEach(json.putArray("hold")::add));
        found.waitsMillis().ifPresent(waits -> json.put("waitsMs", waits));
        json.put("learned", found.learned());
        ArrayNode tells = json.putArray("tells");
        for (Meaning.Told told : found.tells()) {
            ObjectNode node = tells.addObject().put("limit", told.limit()).put("declared", told.declared());
            told.quota().ifPresent(quota -> node.put("quota", quota));
            told.remaining().ifPresent(remaining -> node.put("remaining", remaining));
            told.reset().ifPresent(reset -> node.put("resetInMs", reset.mostMillis()));
        }
        found.oddities().forEach(json.putArray("oddities")::add);
        ArrayNode budgets = json.putArray("budgets");
        for (Explanation.Count count : trial.explanation().counting()) {
            ObjectNode budget = budgets.addObject().put("limit", count.limit().name());
            count.keys().forEach(budget.putArray("keys")::add);
            budget.put("took", took(count));
            told(count).ifPresent(remaining -> budget.put("remaining", remaining));
        }
        return json;
    }

    private String meaning() {
        Meaning found = trial.meaning();
        String by = found.rule().isPresent() ? "answers[" + found.rule().getAsInt() + "]" : "default";
        String waits = found.waitsMillis().isPresent()
                ? " for " + Durations.text(found.waitsMillis().getAsLong())
                : "";
        String closes = found.limit()
                .map(limit -> "; closes limit " + limit + waits)
                .orElse(found.hold()
                        .map(hold -> "; closes " + (hold.isEmpty() ? "the provider" : String.join(" + ", hold)) + waits)
                        .orElse(""));
        String learned = found.learned() ? "; learning looks into it" : "";
        return Names.word(found.is()) + ", by " + by + closes + learned;
    }

    private String left(Explanation.Count count) {
        OptionalLong told = told(count);
        String took = "took " + took(count);
        return told.isPresent()
                ? took + ", " + told.getAsLong() + " left, as told"
                : took + " of " + count.limit().usable();
    }

    private long took(Explanation.Count count) {
        return trial.meaning().takes().getOrDefault(count.limit().name(), count.takes());
    }

    private OptionalLong told(Explanation.Count count) {
        return trial.meaning().tells().stream()
                .filter(told -> told.declared() && count.limit().isCalled(told.limit()))
                .map(Meaning.Told::remaining)
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** With the templates of the secret's places. */
    private String url() {
        String url = trial.call().getUrl();
        int path = url.indexOf('/', url.indexOf("://") + 3);
        int end = path < 0 ? url.length() : path;
        for (AuthPlace place : trial.call().getAuth()) {
            end = Math.max(end, path + place.getBelow().length());
        }
        StringBuilder shown = new StringBuilder(url.substring(0, end));
        StringBuilder query = new StringBuilder();
        for (AuthPlace place : trial.call().getAuth()) {
            if (place.getPath() != null) {
                shown.append(place.getPath().startsWith("/") ? "" : "/").append(place.getPath());
            }
            if (place.getQuery() != null) {
                query.append('&').append(place.getQuery()).append('=').append(place.getValue());
            }
        }
        shown.append(url.substring(end));
        boolean first = query.length() > 0 && shown.indexOf("?") < 0;
        return shown.append(first ? query.replace(0, 1, "?") : query).toString();
    }

    private Map<String, String> requestHeaders() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        trial.call().getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        for (AuthPlace place : trial.call().getAuth()) {
            if (place.getHeader() != null) {
                headers.put(place.getHeader(), place.getValue());
            }
            if (place.getCookie() != null) {
                headers.merge("Cookie", place.getCookie() + '=' + place.getValue(), (a, b) -> a + "; " + b);
            }
        }
        return headers;
    }

    private long millis() {
        Long sentAt = trial.outcome().getSentAt();
        Long answeredAt = trial.outcome().getAnsweredAt();
        return sentAt == null || answeredAt == null ? 0 : answeredAt - sentAt;
    }

    private String body() {
        ByteBuffer body = trial.outcome().getBody();
        return body == null
                ? ""
                : StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }

    private static String shown(String body) {
        String line = body.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= BODY_SHOWN ? line : line.substring(0, BODY_SHOWN) + " …";
    }
}
