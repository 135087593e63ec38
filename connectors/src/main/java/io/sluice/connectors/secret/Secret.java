package io.sluice.connectors.secret;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A text that nobody may read by accident: it prints as {@code [secret]} and compares in constant time. */
public final class Secret {
    /** What stands where a secret stood. */
    public static final String REDACTED = "[secret]";

    private final String clear;

    private Secret(String clear) {
        this.clear = clear;
    }

    /** Returns {@code clear} as a secret; throws {@link IllegalArgumentException} if it is empty. */
    public static Secret of(String clear) {
        if (clear.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return new Secret(clear);
    }

    /** Returns the text itself, for the one place that puts it on the wire. */
    public String reveal() {
        return clear;
    }

    /** A SHA-256 digest of it, in hexadecimal: still a secret, since a short text can be guessed from it. */
    public Secret digest() {
        return of(Hashing.sha256().hashBytes(bytes()).toString());
    }

    byte[] bytes() {
        return clear.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    /** The same number for all secrets, since a hash would tell about the text. */
    @Override
    public int hashCode() {
        return REDACTED.hashCode();
    }

    @Override
    public String toString() {
        return REDACTED;
    }
}
