package io.sluice.connectors.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sealed secret as text: {@code hpke1.ORIGINS.CIPHERTEXT}, both parts base64url, the origins separated by spaces.
 *
 * <p>Origins and name are authenticated as HPKE's {@code info} (RFC 9180), so a text that was edited, or moved to another
 * credential, does not open.
 *
 * @param origins sorted
 * @param encoded the ciphertext in base64url
 */
record SealedText(List<Origin> origins, String encoded) {
    private static final String PREFIX = "hpke1.";
    private static final String CONTEXT = "sluice secret 1";

    SealedText {
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("a secret must be sealed for at least one origin");
        }
        origins = List.copyOf(origins);
    }

    static List<Origin> sorted(Collection<Origin> origins) {
        TreeSet<String> texts = new TreeSet<>();
        origins.forEach(origin -> texts.add(origin.toString()));
        return texts.stream().map(Origin::of).toList();
    }

    /** Throws {@link IllegalArgumentException} if {@code text} has not the form above. */
    static SealedText parse(String text) {
        int dot = text.indexOf('.', PREFIX.length());
        if (!text.startsWith(PREFIX) || dot < 0) {
            throw new IllegalArgumentException("not a sealed secret: expected hpke1.ORIGINS.CIPHERTEXT");
        }
        String origins = new String(decode(text.substring(PREFIX.length(), dot)), StandardCharsets.UTF_8);
        return new SealedText(sorted(originsOf(origins)), text.substring(dot + 1));
    }

    static SealedText of(List<Origin> origins, byte[] ciphertext) {
        return new SealedText(origins, encode(ciphertext));
    }

    /** Throws {@link IllegalArgumentException} if it is not base64url. */
    byte[] ciphertext() {
        return decode(encoded);
    }

    String format() {
        String names = String.join(" ", origins.stream().map(Origin::toString).toList());
        return PREFIX + encode(names.getBytes(StandardCharsets.UTF_8)) + "." + encoded;
    }

    /** What the ciphertext is bound to; each field goes with its length, so that no two contexts read alike. */
    static byte[] info(SecretName name, List<Origin> origins) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        append(out, CONTEXT);
        append(out, name.provider());
        append(out, name.credential());
        append(out, name.part());
        origins.forEach(origin -> append(out, origin.toString()));
        return out.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static Set<Origin> originsOf(String spaced) {
        return Set.copyOf(
                List.of(spaced.split(" ", -1)).stream().map(Origin::of).toList());
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
