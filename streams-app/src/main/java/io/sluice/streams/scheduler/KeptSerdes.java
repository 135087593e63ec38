package io.sluice.streams.scheduler;

import io.sluice.core.credential.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How budgets and standings lie in their stores: a version byte, then the fields in order. */
final class KeptSerdes {
    private static final byte VERSION = 1;

    private KeptSerdes() {}

    static Serde<long[]> budgets() {
        return Serdes.serdeFrom(
                (topic, state) -> {
                    if (state == null) {
                        return null;
                    }
                    ByteBuffer buffer =
                            ByteBuffer.allocate(1 + 8 * state.length).put(VERSION);
                    buffer.asLongBuffer().put(state);
                    return buffer.array();
                },
                (topic, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    checkVersion(bytes[0]);
                    long[] state = new long[(bytes.length - 1) / 8];
                    ByteBuffer.wrap(bytes, 1, bytes.length - 1).asLongBuffer().get(state);
                    return state;
                });
    }

    static Serde<Standing> standings() {
        return Serdes.serdeFrom(
                (topic, standing) -> standing == null ? null : write(standing),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(Standing standing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(standing.status().name());
            out.writeUTF(standing.reason());
            out.writeLong(standing.since());
            out.writeUTF(standing.suspect());
            out.writeLong(standing.recent());
            out.writeLong(standing.lastUsedAt());
            out.writeInt(standing.counts().size());
            for (Map.Entry<Integer, Standing.Count> entry : standing.counts().entrySet()) {
                out.writeInt(entry.getKey());
                out.writeLong(entry.getValue().count());
                out.writeLong(entry.getValue().lastAt());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Standing read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            checkVersion(in.readByte());
            Standing.Status status = Standing.Status.valueOf(in.readUTF());
            String reason = in.readUTF();
            long since = in.readLong();
            String suspect = in.readUTF();
            long recent = in.readLong();
            long lastUsedAt = in.readLong();
            Map<Integer, Standing.Count> counts = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                counts.put(in.readInt(), new Standing.Count(in.readLong(), in.readLong()));
            }
            return new Standing(status, reason, since, suspect, recent, lastUsedAt, counts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkVersion(byte version) {
        if (version != VERSION) {
            throw new IllegalStateException(
                    "a store holds version " + version + ", and this is for version " + VERSION);
        }
    }
}
