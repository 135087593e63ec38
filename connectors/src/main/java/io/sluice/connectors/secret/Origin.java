package io.sluice.connectors.secret;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The scheme, host and port of a URL (RFC 6454), normalised: lower case, punycode, the port always named.
 *
 * @param host a name or an address; an IPv6 address stands in brackets
 */
public record Origin(String scheme, String host, int port) {
    public Origin {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("scheme '" + scheme + "' is not http or https");
        }
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("'" + host + ":" + port + "' is no host and port");
        }
    }

    /** Returns the origin of an absolute http or https URL; throws {@link IllegalArgumentException} for anything else. */
    public static Origin of(String url) {
        URI uri = parse(url);
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || host == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not an absolute http or https URL with a plain host");
        }
        String lowerScheme = scheme.toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(lowerScheme);
        return new Origin(lowerScheme, normalHost(host), port);
    }

    /** Whether calls to here go over TLS. */
    public boolean secure() {
        return scheme.equals("https");
    }

    /** Host and port as the Host header has them: without the port where it is the scheme's own. */
    public String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** The host as a resolver takes it, an IPv6 address without its brackets. */
    public String address() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Without the URL, which may carry a secret in its query.
            throw new IllegalArgumentException("not a URL: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    private static String normalHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return plain.chars().allMatch(c -> c < 128) ? plain : IDN.toASCII(plain);
    }

    private static int defaultPort(@Nullable String scheme) {
        return "https".equals(scheme) ? 443 : 80;
    }
}
