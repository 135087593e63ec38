package io.sluice.connectors.secret;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The origins of URLs, as {@link Origin#of} finds them, for one thread that reads many URLs of few origins.
 *
 * <p>Scheme and authority that were parsed before are not parsed again. That is so only where what follows them are characters
 * that a path or a query may have: any other URL is parsed as a whole, and refused if it is malformed.
 */
public final class Origins {
    private static final int MOST_KNOWN = 1_000;

    /** What a path may have beside triplets (RFC 2396, 3.3, which {@link java.net.URI} follows). */
    private static final BitSet OF_PATH = characters("-_.!~*'():@&=+$,;/");

    /** What a query may have beside triplets (3.4); brackets by RFC 2732. */
    private static final BitSet OF_QUERY = characters("-_.!~*'():@&=+$,;/?[]");

    private final Map<String, Origin> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Origin> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /** Returns the origin of an absolute http or https URL; throws {@link IllegalArgumentException} for anything else. */
    public Origin of(String url) {
        int end = endOfAuthority(url);
        if (end < 0 || !isPlain(url, end)) {
            return Origin.of(url);
        }
        String authority = url.substring(0, end);
        Origin origin = known.get(authority);
        if (origin == null) {
            origin = Origin.of(url);
            known.put(authority, origin);
        }
        return origin;
    }

    private static int endOfAuthority(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return -1;
        }
        int end = scheme + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Whether from {@code from} on there are a path and a query in which nothing is to be refused, or none. */
    private static boolean isPlain(String url, int from) {
        BitSet allowed = OF_PATH;
        for (int i = from; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '?') {
                allowed = OF_QUERY;
            } else if (c == '%') {
                if (i + 2 >= url.length() || !isHex(url.charAt(i + 1)) || !isHex(url.charAt(i + 2))) {
                    return false;
                }
                i += 2;
            } else if (!allowed.get(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    private static BitSet characters(String marks) {
        BitSet characters = new BitSet(128);
        characters.set('a', 'z' + 1);
        characters.set('A', 'Z' + 1);
        characters.set('0', '9' + 1);
        marks.chars().forEach(characters::set);
        return characters;
    }
}
