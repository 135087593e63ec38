package io.sluice.policy.file;

import io.sluice.policy.RequestRefused;
import io.sluice.policy.RequestRules;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.UnreadableRecordException;
import io.sluice.schemas.wire.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Requests in JSON lines. A request without an id gets {@code line-N}, or {@code line-N-DIGEST} where several files go to one
 * pipeline; empty lines are passed over.
 */
public final class RequestFile {
    private static final JsonRecords<ApiRequest> RECORDS = new JsonRecords<>(ApiRequest.getClassSchema());

    /** Hex digits of a digest in an id. */
    private static final int DIGITS = 12;

    private final String name;
    private final Path path;
    private final String endOfIds;

    /**
     * @param name as the user gave it, for messages
     */
    public RequestFile(String name, Path path) {
        this(name, path, "");
    }

    private RequestFile(String name, Path path, String endOfIds) {
        this.name = name;
        this.path = path;
        this.endOfIds = endOfIds;
    }

    /**
     * The same file with its digest in the ids of requests that have none: another file gets others, the same content the
     * same. Throws {@link FileProblem} if it cannot be read.
     */
    public RequestFile withDigestInIds() {
        return new RequestFile(name, path, "-" + digest().substring(0, DIGITS));
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** Checks the whole file; {@link FileProblem} names the first thing that is wrong. Returns the number of requests. */
    public int check() {
        Map<String, Integer> ids = new HashMap<>();
        each((line, request) -> {
            Integer before = ids.putIfAbsent(request.getId(), line);
            if (before != null) {
                throw new FileProblem(
                        name,
                        line,
                        "field 'id' is '" + request.getId() + "' as in line " + before + ", expected each id once");
            }
        });
        return ids.size();
    }

    /** Gives all requests in order. */
    public void forEach(Consumer<ApiRequest> to) {
        each((line, request) -> to.accept(request));
    }

    /** SHA-256 of the whole file in hex; throws {@link FileProblem} if it cannot be read. */
    public String digest() {
        try (InputStream stream = Files.newInputStream(path)) {
            MessageDigest sha = Sha256.begin();
            stream.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private interface Visitor {
        void visit(int line, ApiRequest request);
    }

    private void each(Visitor visitor) {
        try (InputStream stream = Files.newInputStream(path)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] chunk = new byte[64 * 1024];
            int number = 1;
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                int from = 0;
                for (int i = 0; i < read; i++) {
                    if (chunk[i] == '\n') {
                        append(line, chunk, from, i);
                        visit(line, number++, visitor);
                        from = i + 1;
                    }
                }
                append(line, chunk, from, read);
            }
            visit(line, number, visitor);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private FileProblem unreadable(IOException trouble) {
        return trouble instanceof NoSuchFileException
                ? new FileProblem(name, 1, "there is no such file")
                : FileProblem.unreadable(name, "the file", trouble);
    }

    /** Keeps no more of a line than shows that it is too large. */
    private static void append(ByteArrayOutputStream line, byte[] chunk, int from, int to) {
        if (line.size() <= RequestRules.MAX_BYTES) {
            line.write(chunk, from, to - from);
        }
    }

    private void visit(ByteArrayOutputStream line, int number, Visitor visitor) {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (bytes.length > RequestRules.MAX_BYTES) {
            throw new FileProblem(name, number, "the request is larger than expected, at most 512 KiB");
        }
        String text = Utf8.text(name, bytes, number);
        if (!text.isBlank()) {
            visitor.visit(number, request(text.getBytes(StandardCharsets.UTF_8), number));
        }
    }

    private ApiRequest request(byte[] bytes, int number) {
        try {
            ApiRequest request = RECORDS.read(bytes);
            RequestRules.check(request);
            return request.getId() != null
                    ? request
                    : ApiRequest.newBuilder(request)
                            .setId("line-" + number + endOfIds)
                            .build();
        } catch (UnreadableRecordException | RequestRefused e) {
            throw new FileProblem(name, number, String.valueOf(e.getMessage()));
        }
    }
}
