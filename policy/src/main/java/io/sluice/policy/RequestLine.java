package io.sluice.policy;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.Trust;
import io.sluice.schemas.wire.Methods;
import io.sluice.schemas.wire.Target;

/**
 * A method and a path with its query, as {@code GET /items?x=1}.
 *
 * @param path below the base URL
 */
public record RequestLine(String method, String path) {
    static {
        Trust.inRecords();
    }

    private static final String EXPECTED = "expected a method and a path such as GET /items?x=1";

    /** Reads a text; {@link IllegalArgumentException} says what was expected. */
    public static RequestLine parse(String text) {
        int space = text.indexOf(' ');
        if (space < 1) {
            throw new IllegalArgumentException(EXPECTED);
        }
        RequestLine line = new RequestLine(
                text.substring(0, space), text.substring(space + 1).strip());
        if (!Methods.isAllowed(line.method())) {
            throw new IllegalArgumentException("expected " + Methods.EXPECTED + " before the path");
        }
        try {
            Target.of(line.path());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected " + e.getMessage());
        }
        return line;
    }

    static RequestLine read(Fields fields, String field) {
        String text = fields.required(field);
        if (!text.isEmpty()) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                fields.problem(field, "field '" + field + "' is '" + text + "', " + e.getMessage());
            }
        }
        return new RequestLine("GET", "/");
    }

    /** It as a request to a provider. */
    public ApiRequest.Builder request(String provider) {
        return ApiRequest.newBuilder().setProvider(provider).setMethod(method).setPath(path);
    }

    @Override
    public String toString() {
        return method + ' ' + path;
    }
}
