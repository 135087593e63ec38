package io.sluice.connectors.http;

import io.sluice.connectors.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A request while its secret is filled in.
 *
 * <p>Nothing of a secret can reach beyond its place: it is percent-encoded in query and path, and refused where a header or
 * a cookie cannot carry it.
 */
public final class Authenticator {
    private static final String PATH_MARKS = "-._~!$&'()*+,=:@";

    private final Map<String, Secret> parts;
    private final List<Header> headers;
    private final StringBuilder pathPrefix = new StringBuilder();
    private final StringJoiner query = new StringJoiner("&");
    private final StringJoiner cookies = new StringJoiner("; ");

    private Authenticator(Map<String, Secret> parts, List<Header> headers) {
        this.parts = parts;
        this.headers = new ArrayList<>(headers);
    }

    /**
     * Returns target and headers of a request with all of {@code places} filled; throws {@link IllegalArgumentException},
     * which does not tell the secret, if a part is missing or cannot stand in its place.
     */
    public static Authenticated fill(
            RequestLine line, List<Header> headers, List<AuthPlace> places, Map<String, Secret> parts) {
        Authenticator filling = new Authenticator(parts, headers);
        places.forEach(filling::fill);
        return filling.result(line);
    }

    /**
     * What a call is for; all percent-encoded.
     *
     * @param base path of the base URL, in front of a path with a secret; empty for none
     * @param path the rest of the path
     * @param query without {@code ?}; empty for none
     */
    public record RequestLine(String base, String path, String query) {}

    /** A request with its secret; it does not print itself. */
    public record Authenticated(String target, List<Header> headers) {
        @Override
        public String toString() {
            return Secret.REDACTED;
        }
    }

    private void fill(AuthPlace place) {
        switch (place.kind()) {
            case HEADER -> headers.add(new Header(place.name(), raw(place)));
            case QUERY -> query.add(encode(place.name()) + "=" + encode(raw(place)));
            case COOKIE -> cookies.add(place.name() + "=" + cookieValue(place));
            case PATH -> pathPrefix.append(pathOf(place));
        }
    }

    private Authenticated result(RequestLine line) {
        if (cookies.length() > 0) {
            headers.add(new Header("Cookie", cookies.toString()));
        }
        StringJoiner queries = new StringJoiner("&").setEmptyValue("");
        if (!line.query().isEmpty()) {
            queries.add(line.query());
        }
        if (query.length() > 0) {
            queries.add(query.toString());
        }
        String path = line.base() + pathPrefix + line.path();
        String target = queries.length() == 0 ? path : path + "?" + queries;
        return new Authenticated(target, headers);
    }

    private String raw(AuthPlace place) {
        return Template.fill(place.template(), parts, text -> text);
    }

    private String cookieValue(AuthPlace place) {
        String value = raw(place);
        if (!value.chars().allMatch(Authenticator::isCookieOctet)) {
            throw new IllegalArgumentException("cookie " + place.name() + " has a character that no cookie may have");
        }
        return value;
    }

    private String pathOf(AuthPlace place) {
        String filled = Template.fill(place.template(), parts, Authenticator::encodeForPath);
        String path = filled.startsWith("/") ? filled : "/" + filled;
        if (("/" + path + "/").contains("/../") || (path + "/").contains("/./")) {
            throw new IllegalArgumentException("the path with the secret leads elsewhere");
        }
        return path;
    }

    /** RFC 6265, 4.1.1. */
    private static boolean isCookieOctet(int c) {
        return c > ' ' && c <= '~' && c != '"' && c != ',' && c != ';' && c != '\\';
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String encodeForPath(String text) {
        StringBuilder encoded = new StringBuilder();
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || PATH_MARKS.indexOf(c) >= 0);
            encoded.append(plain ? character : encode(character));
        });
        return encoded.toString();
    }
}
