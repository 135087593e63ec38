package io.sluice.policy;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every request must keep to, whichever provider it is for. */
public final class RequestRules {
    /** Largest record of a request, in bytes. */
    public static final int MAX_BYTES = 512 * 1024;

    private static final int MAX_CONTEXT = 4 * 1024;
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    /** Headers that are ours to set, or the connection's (RFC 9110 7.6.1). */
    private static final Set<String> FORBIDDEN = Set.of(
            "authorization",
            "cookie",
            "host",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "expect");

    private RequestRules() {}

    /** Throws where a request breaks a rule. */
    public static void check(ApiRequest request) throws RequestRefused {
        if (!METHOD.matcher(request.getMethod()).matches()) {
            throw bad("method", request.getMethod(), "a method in capital letters");
        }
        path(request.getPath());
        for (String name : request.getHeaders().keySet()) {
            header(name, request.getHeaders().get(name));
        }
        long bodies =
                Arrays.asList(request.getBody(), request.getJson(), request.getForm(), request.getBodyBase64()).stream()
                        .filter(Objects::nonNull)
                        .count();
        if (bodies > 1) {
            throw new RequestRefused(
                    "bad-request", "fields body, json, form, bodyBase64: at most one of them may be given");
        }
        if (request.getCost() != null && request.getCost() < 1) {
            throw bad("cost", request.getCost().toString(), "at least 1");
        }
        notNegative("deadline", request.getDeadline());
        notNegative("maxWaitMs", request.getMaxWaitMs());
        notNegative("maxAgeMs", request.getMaxAgeMs());
        if (request.getTimeoutMs() != null && request.getTimeoutMs() < 1) {
            throw bad("timeoutMs", request.getTimeoutMs().toString(), "at least 1");
        }
        String context = text(request.getContext());
        if (context != null && context.getBytes(StandardCharsets.UTF_8).length > MAX_CONTEXT) {
            throw new RequestRefused("too-large", "field 'context' is larger than 4 KiB");
        }
        if (request.getId() != null
                && (request.getId().isEmpty() || request.getId().length() > 200)) {
            throw bad("id", request.getId(), "1 to 200 characters");
        }
    }

    private static void notNegative(String field, @Nullable Long value) throws RequestRefused {
        if (value != null && value < 0) {
            throw bad(field, value.toString(), "0 or more");
        }
    }

    private static void path(String path) throws RequestRefused {
        if (!path.startsWith("/")) {
            throw bad("path", path, "a path that begins with /");
        }
        int query = path.indexOf('?');
        String only = query < 0 ? path : path.substring(0, query);
        String decoded = only.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "\\");
        boolean climbs =
                List.of(decoded.split("/", -1)).stream().anyMatch(part -> part.equals("..") || part.equals("."));
        boolean control = path.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\' || c == '#');
        if (climbs || control || decoded.contains("//") || decoded.contains("\\")) {
            throw bad("path", path, "no '..', no '//', no spaces, control characters, backslashes or fragments");
        }
    }

    private static void header(String name, List<String> values) throws RequestRefused {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!HEADER.matcher(name).matches()) {
            throw bad("headers." + name, name, "a header name");
        }
        if (FORBIDDEN.contains(lower) || lower.startsWith("proxy-")) {
            throw new RequestRefused("bad-request", "field 'headers." + name + "' is not yours to set");
        }
        for (String value : values) {
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
                throw bad("headers." + name, value, "no control characters");
            }
        }
    }

    private static @Nullable String text(@Nullable Object context) {
        return context instanceof JsonText json ? json.getJson() : (String) context;
    }

    private static RequestRefused bad(String field, String found, String expected) {
        String shown = found.length() > 80 ? found.substring(0, 77) + "..." : found;
        return new RequestRefused("bad-request", "field '" + field + "' is '" + shown + "', expected " + expected);
    }
}
