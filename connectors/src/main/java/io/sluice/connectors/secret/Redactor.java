package io.sluice.connectors.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What takes a call's secrets out of its answer: as they are, percent-encoded, and as JSON writes them.
 *
 * <p>Parts of fewer than {@value #SHORTEST} characters stay, since they would turn up by chance in most answers.
 */
public final class Redactor {
    private static final int SHORTEST = 4;

    private final List<String> needles;
    private final List<String> needlesByByte;

    Redactor(Collection<Secret> secrets) {
        needles = secrets.stream()
                .map(Secret::reveal)
                .filter(clear -> clear.length() >= SHORTEST)
                .flatMap(Redactor::spellings)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        needlesByByte = needles.stream()
                .map(needle -> byByte(needle.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Returns {@code text} with {@value Secret#REDACTED} for each secret in it. */
    public String redact(String text) {
        return redact(text, needles);
    }

    /** Returns {@code body}, whatever its form, with {@value Secret#REDACTED} for each secret in it; the same array if there is none. */
    public byte[] redact(byte[] body) {
        String text = byByte(body);
        String clean = redact(text, needlesByByte);
        return clean.length() == text.length() && clean.equals(text)
                ? body
                : clean.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String redact(String text, List<String> needles) {
        String clean = text;
        for (String needle : needles) {
            clean = clean.replace(needle, Secret.REDACTED);
        }
        return clean;
    }

    /** One character for each byte, so that the fast search of strings serves for bytes. */
    private static String byByte(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Stream<String> spellings(String clear) {
        String query = URLEncoder.encode(clear, StandardCharsets.UTF_8);
        String json = clear.replace("\\", "\\\\").replace("\"", "\\\"");
        return Stream.of(clear, query, query.replace("+", "%20"), json, json.replace("/", "\\/"));
    }
}
