package io.sluice.policy.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Text of a file, which must be UTF-8; a byte order mark before it is passed over. */
final class Utf8 {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private Utf8() {}

    /**
     * Reads bytes as text.
     *
     * @param line the line that they begin in, for messages
     */
    static String text(String file, byte[] bytes, int line) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer to = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(from, to, true);
        if (result.isError()) {
            int bad = line;
            for (int i = 0; i < from.position(); i++) {
                bad += bytes[i] == '\n' ? 1 : 0;
            }
            throw new FileProblem(
                    file, bad, String.format("byte 0x%02x is not UTF-8, expected UTF-8 text", bytes[from.position()]));
        }
        to.flip();
        return to.length() > 0 && to.charAt(0) == BYTE_ORDER_MARK
                ? to.subSequence(1, to.length()).toString()
                : to.toString();
    }
}
