package io.sluice.schemas.wire;

import java.nio.ByteBuffer;

/** Bytes of records, such as bodies. */
public final class Buffers {
    private Buffers() {}

    /** A copy of what remains of a buffer, which stays as it is. */
    public static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
