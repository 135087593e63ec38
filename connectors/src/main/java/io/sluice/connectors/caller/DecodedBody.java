package io.sluice.connectors.caller;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * The body of an answer in the clear, so that an echoed secret can be seen in it and rules can read it: callers ask for no
 * encoding, but some servers use one all the same.
 */
sealed interface DecodedBody {
    /** It was not encoded, or is not any more. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Clear(byte[] bytes, boolean wasEncoded) implements DecodedBody {}

    /** Decoded it is above the limit. */
    record TooLarge() implements DecodedBody {}

    /** It is in an encoding that is not read here, or broken. */
    record Unreadable(String encoding) implements DecodedBody {}

    /** Decodes gzip and deflate (RFC 9110, 8.4.1) up to {@code most} bytes. */
    static DecodedBody of(Map<String, List<String>> headers, byte[] body, int most) {
        String encoding = String.join(",", headers.getOrDefault("content-encoding", List.of()))
                .trim()
                .toLowerCase(Locale.ROOT);
        if (encoding.isEmpty() || encoding.equals("identity") || body.length == 0) {
            return new Clear(body, false);
        }
        try (InputStream decoding = decoding(encoding, body)) {
            byte[] clear = decoding.readNBytes(most);
            return decoding.read() < 0 ? new Clear(clear, true) : new TooLarge();
        } catch (IOException e) {
            return new Unreadable(encoding);
        }
    }

    private static InputStream decoding(String encoding, byte[] body) throws IOException {
        InputStream raw = new ByteArrayInputStream(body);
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(raw);
            case "deflate" -> new InflaterInputStream(raw);
            default -> throw new IOException("unknown");
        };
    }
}
