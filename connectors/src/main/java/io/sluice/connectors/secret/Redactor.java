package io.sluice.connectors.secret;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What takes a call's secrets out of its answer: however their characters are escaped (see {@link Needle}), and in base64,
 * alone or as a part of something longer such as {@code user:password}, and in UTF-16 and UTF-32.
 *
 * <p>Parts of fewer than {@value #SHORTEST} characters stay, since they would turn up by chance in most answers.
 */
public final class Redactor {
    private static final int SHORTEST = 4;

    /** Fewer characters of base64 would turn up by chance. */
    private static final int SHORTEST_BASE64 = 6;

    private static final byte[] REDACTED = Secret.REDACTED.getBytes(StandardCharsets.US_ASCII);

    private final List<Needle> needles;
    private final boolean[] beginnings = new boolean[256];
    /** The secrets in small letters. */
    private final List<String> small;

    Redactor(Collection<Secret> secrets) {
        Map<String, Needle> found = new LinkedHashMap<>();
        secrets.stream()
                .map(Secret::reveal)
                .filter(clear -> clear.length() >= SHORTEST)
                .forEach(clear -> {
                    found.put(clear, Needle.of(clear));
                    base64(clear.getBytes(StandardCharsets.UTF_8), found);
                    wide(clear, found);
                });
        needles = List.copyOf(found.values());
        small = secrets.stream()
                .map(secret -> secret.reveal().toLowerCase(Locale.ROOT))
                .filter(clear -> clear.length() >= SHORTEST)
                .toList();
        needles.forEach(needle -> needle.beginnings(beginnings));
    }

    /** Whether there is nothing to look for. */
    public boolean isIdle() {
        return needles.isEmpty();
    }

    /** Returns {@code text} with {@value Secret#REDACTED} for each secret in it. */
    public String redact(String text) {
        if (!mayHold(text)) {
            return text;
        }
        Charset charset = text.chars().allMatch(c -> c <= 0xFF) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        byte[] bytes = text.getBytes(charset);
        byte[] clean = redact(bytes);
        return clean == bytes ? text : new String(clean, charset);
    }

    /** The same of a header's name, whose letters are small ones whatever they were. */
    public String redactName(String name) {
        String clean = redact(name);
        for (String secret : small) {
            clean = clean.replace(secret, Secret.REDACTED);
        }
        return clean;
    }

    /** Whether a text has a character that a secret in it could begin with; most have none. */
    private boolean mayHold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xFF || beginnings[c]) {
                return !isIdle();
            }
        }
        return false;
    }

    /** Returns {@code body}, whatever its form, with {@value Secret#REDACTED} for each secret in it; the same array if there is none. */
    public byte[] redact(byte[] body) {
        List<int[]> places = places(body);
        if (places.isEmpty()) {
            return body;
        }
        byte[] clean = new byte[Math.addExact(body.length, places.size() * REDACTED.length)];
        int length = 0;
        int from = 0;
        for (int[] place : places) {
            System.arraycopy(body, from, clean, length, place[0] - from);
            length += place[0] - from;
            System.arraycopy(REDACTED, 0, clean, length, REDACTED.length);
            length += REDACTED.length;
            from = place[1];
        }
        System.arraycopy(body, from, clean, length, body.length - from);
        return Arrays.copyOf(clean, length + body.length - from);
    }

    /** Where secrets stand, from and to, in order; those that overlap are one. */
    private List<int[]> places(byte[] body) {
        List<int[]> places = new ArrayList<>();
        for (int at = 0; at < body.length; at++) {
            if (beginnings[body[at] & 0xFF]) {
                for (Needle needle : needles) {
                    int end = needle.end(body, at);
                    if (end >= 0) {
                        add(places, Math.max(0, at - needle.before()), Math.min(body.length, end + needle.after()));
                    }
                }
            }
        }
        return places;
    }

    private static void add(List<int[]> places, int from, int to) {
        int[] last = places.isEmpty() ? null : places.get(places.size() - 1);
        if (last == null || from >= last[1]) {
            places.add(new int[] {from, to});
        } else {
            last[0] = Math.min(last[0], from);
            last[1] = Math.max(last[1], to);
        }
    }

    /**
     * As it stands in UTF-16 and UTF-32, in which a caller may have asked for an answer; of either order, but for zeros at its
     * ends. Tokens are of ASCII.
     */
    private static void wide(String clear, Map<String, Needle> found) {
        if (clear.chars().allMatch(c -> c < 0x80)) {
            for (String zeros : List.of("\0", "\0\0\0")) {
                String wide = String.join(zeros, clear.split(""));
                found.put(wide, Needle.of(wide));
            }
        }
    }

    /**
     * Its base64 with 0, 1 and 2 bytes in front of it: of the characters that other bytes have a part in, those that tell
     * something of the secret go with it.
     */
    private static void base64(byte[] secret, Map<String, Needle> found) {
        for (int front = 0; front < 3; front++) {
            byte[] bytes = new byte[front + secret.length];
            System.arraycopy(secret, 0, bytes, front, secret.length);
            int first = front == 0 ? 0 : front + 1;
            int whole = bytes.length * 8 / 6;
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String coded = encoder.withoutPadding().encodeToString(bytes);
                if (whole - first >= SHORTEST_BASE64) {
                    String core = coded.substring(first, whole);
                    found.putIfAbsent(core, Needle.within(core, front == 0 ? 0 : 1, coded.length() - whole));
                } else if (front == 0) {
                    found.putIfAbsent(coded, Needle.of(coded));
                }
            }
        }
    }
}
