package io.sluice.connectors.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A text that is found in bytes however each of its characters is spelled there: as it is (in UTF-8 or Latin-1),
 * percent-encoded or escaped as JSON does, once or twice, or as an entity of HTML; in either case of the escape's letters.
 */
final class Needle {
    private static final Map<Integer, String> ENTITIES =
            Map.of((int) '&', "&amp;", (int) '<', "&lt;", (int) '>', "&gt;", (int) '"', "&quot;", (int) '\'', "&apos;");

    /** The spellings of the characters that secrets are mostly made of: a set for each place would fill the heap. */
    private static final Spelling[][] COMMON =
            IntStream.range(0, 256).mapToObj(Needle::spellings).toArray(Spelling[][]::new);

    /** For each character its spellings, escapes in small letters. */
    private final Spelling[][] characters;

    private final int before;
    private final int after;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Spelling(byte[] bytes, boolean escape) {
        boolean stands(byte[] text, int at) {
            if (at + bytes.length > text.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                byte found = text[at + i];
                byte small = escape && found >= 'A' && found <= 'Z' ? (byte) (found + 32) : found;
                if (small != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private Needle(String text, int before, int after) {
        this.characters = text.codePoints()
                .mapToObj(c -> c < COMMON.length ? COMMON[c] : spellings(c))
                .toArray(Spelling[][]::new);
        this.before = before;
        this.after = after;
    }

    static Needle of(String text) {
        return new Needle(text, 0, 0);
    }

    /** A needle at whose ends single characters tell a part of the secret: with it go so many before and after. */
    static Needle within(String text, int before, int after) {
        return new Needle(text, before, after);
    }

    /** Bytes that it may begin with. */
    void beginnings(boolean[] of) {
        for (Spelling spelling : characters[0]) {
            of[spelling.bytes[0] & 0xFF] = true;
            of[Character.toUpperCase((char) (spelling.bytes[0] & 0xFF)) & 0xFF] |= spelling.escape;
        }
    }

    /** The index behind it where it stands at {@code from}, the furthest there is; -1 where it does not. */
    int end(byte[] text, int from) {
        int at = from;
        for (int i = 0; i < characters.length; i++) {
            int next = -1;
            for (Spelling spelling : characters[i]) {
                if (spelling.stands(text, at)) {
                    if (next >= 0) {
                        return end(text, at, i);
                    }
                    next = at + spelling.bytes.length;
                }
            }
            if (next < 0) {
                return -1;
            }
            at = next;
        }
        return at;
    }

    int before() {
        return before;
    }

    int after() {
        return after;
    }

    /** The same by all ways at once: one after the other, they could be too many where spellings begin alike. */
    private int end(byte[] text, int from, int first) {
        BitSet ways = new BitSet();
        BitSet next = new BitSet();
        ways.set(0);
        for (int i = first; i < characters.length && !ways.isEmpty(); i++) {
            for (int way = ways.nextSetBit(0); way >= 0; way = ways.nextSetBit(way + 1)) {
                for (Spelling spelling : characters[i]) {
                    if (spelling.stands(text, from + way)) {
                        next.set(way + spelling.bytes.length);
                    }
                }
            }
            BitSet done = ways;
            ways = next;
            next = done;
            next.clear();
        }
        return ways.isEmpty() ? -1 : from + ways.length() - 1;
    }

    private static Spelling[] spellings(int c) {
        String character = Character.toString(c);
        byte[] utf8 = character.getBytes(StandardCharsets.UTF_8);
        Set<String> escapes = new LinkedHashSet<>();
        StringBuilder percent = new StringBuilder();
        for (byte octet : utf8) {
            percent.append(String.format(Locale.ROOT, "%%%02x", octet & 0xFF));
        }
        escapes.add(percent.toString());
        escapes.add(percent.toString().replace("%", "%25"));
        StringBuilder json = new StringBuilder();
        character.chars().forEach(unit -> json.append(String.format(Locale.ROOT, "\\u%04x", unit)));
        escapes.add(json.toString());
        escapes.add(json.toString().replace("\\", "\\\\"));
        if (c == '/' || c == '"' || c == '\\' || c == '\'') {
            for (int backslashes = 1; backslashes <= 3; backslashes++) {
                escapes.add("\\".repeat(backslashes) + character);
            }
        }
        if (c == ' ') {
            escapes.add("+");
        }
        escapes.add(ENTITIES.getOrDefault(c, "&#" + c + ";"));
        escapes.add("&#" + c + ";");
        escapes.add("&#0" + c + ";");
        escapes.add("&#x" + Integer.toHexString(c) + ";");
        escapes.add("&#x0" + Integer.toHexString(c) + ";");
        List<Spelling> found = new ArrayList<>();
        found.add(new Spelling(utf8, false));
        if (c >= 0x80 && c <= 0xFF) {
            found.add(new Spelling(new byte[] {(byte) c}, false));
        }
        escapes.forEach(escape -> found.add(new Spelling(escape.getBytes(StandardCharsets.UTF_8), true)));
        return found.toArray(Spelling[]::new);
    }
}
