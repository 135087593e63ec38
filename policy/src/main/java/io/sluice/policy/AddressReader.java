package io.sluice.policy;

import io.sluice.schemas.AuthPlace;
import io.sluice.schemas.wire.FieldLines;
import io.sluice.schemas.wire.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a provider's file says about where calls go and what they carry. */
final class AddressReader {
    private static final URI NONE = URI.create("http://invalid");
    private static final Set<String> PLACE = Set.of("header", "query", "cookie", "path", "value");
    private static final Pattern USER = Pattern.compile("(?s)^(\\w+://)?.*@");
    private static final int LAST_PORT = 65_535;

    private AddressReader() {}

    static URI baseUrl(Fields file) {
        String text = file.required("baseUrl");
        if (text.isEmpty()) {
            return NONE;
        }
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (isPlain(uri)) {
                String path = uri.getRawPath().isEmpty() ? "" : Target.path(uri.getRawPath());
                return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        file.problem("baseUrl", notPlain(text));
        return NONE;
    }

    /** What stands in front of an {@code @} may be a password, and is not shown. */
    private static String notPlain(String text) {
        String shown = USER.matcher(text).replaceFirst("$1");
        String advice = shown.equals(text) ? "" : "; put user and password into a credential";
        return "field 'baseUrl' is '" + shown + "', expected http(s)://HOST[:PORT][/PATH] and nothing else" + advice;
    }

    private static boolean isPlain(URI uri) {
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        return web
                && uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= LAST_PORT
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    static Map<String, String> headers(Fields file, List<AuthPlace> auth) {
        Map<String, String> headers = file.map("headers");
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        auth.stream().map(AuthPlace::getHeader).filter(Objects::nonNull).forEach(taken::add);
        headers.forEach((name, value) -> {
            header(file, "headers." + name, name);
            value(file, "headers." + name, value);
            if (!taken.add(name)) {
                file.problem(
                        "headers." + name,
                        "field 'headers." + name + "' is a header that is there already, or the credential's place");
            }
        });
        return headers;
    }

    /** @param below path of the base URL, behind which a path with a secret stands */
    static List<AuthPlace> auth(Fields file, String below) {
        if (!file.has("auth")) {
            return List.of(new AuthPlace("Authorization", null, null, null, "Bearer {token}", ""));
        }
        if (file.get("auth").isValueNode()) {
            if (!file.get("auth").asText().equals("none")) {
                file.wrong("auth", file.get("auth"), "a list of places, or none");
            }
            return List.of();
        }
        List<AuthPlace> places = new ArrayList<>();
        for (Fields fields : file.list("auth", PLACE, Set.of())) {
            places.add(place(fields, below));
        }
        return places;
    }

    private static AuthPlace place(Fields fields, String below) {
        String path = fields.text("path");
        AuthPlace place = new AuthPlace(
                fields.text("header"),
                fields.text("query"),
                fields.text("cookie"),
                path,
                fields.text("value"),
                path == null ? "" : below);
        long named = Stream.of(place.getHeader(), place.getQuery(), place.getCookie(), place.getPath())
                .filter(Objects::nonNull)
                .count();
        if (named != 1 || (place.getPath() == null && place.getValue() == null)) {
            fields.problem("", "a place of field 'auth' names exactly one of header, query, cookie, path, and a value");
        }
        if (place.getHeader() != null) {
            header(fields, "header", place.getHeader());
        }
        if (place.getCookie() != null && !FieldLines.isName(place.getCookie())) {
            fields.problem("cookie", "field 'cookie' is '" + place.getCookie() + "', expected a cookie's name");
        }
        if (place.getValue() != null) {
            value(fields, "value", place.getValue());
        }
        return place;
    }

    private static void header(Fields fields, String field, String name) {
        if (!FieldLines.isName(name)) {
            fields.problem(field, "field '" + field + "' names no header, expected letters, digits and -");
        } else if (FieldLines.isOfConnection(name)) {
            fields.problem(field, "field '" + field + "' has '" + name + "', which is the connection's alone");
        }
    }

    private static void value(Fields fields, String field, String value) {
        if (!FieldLines.isValue(value)) {
            fields.problem(field, "field '" + field + "' has a value, expected " + FieldLines.EXPECTED_VALUE);
        }
    }
}
