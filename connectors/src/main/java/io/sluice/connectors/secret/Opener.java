package io.sluice.connectors.secret;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.KeysetHandle;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;

/** Opens sealed secrets with the private key of a {@link KeyFolder}. */
public final class Opener {
    private final HybridDecrypt decrypt;

    Opener(KeysetHandle privateKeys) throws GeneralSecurityException {
        this.decrypt = privateKeys.getPrimitive(Hpke.configuration(), HybridDecrypt.class);
    }

    /**
     * Returns the secret and the origins that it was sealed for; throws {@link SecretException} if {@code sealed} was made
     * for another key or another name, or was edited.
     */
    public Opened open(SecretName name, String sealed) throws SecretException {
        try {
            SealedText text = SealedText.parse(sealed);
            byte[] clear = decrypt.decrypt(text.ciphertext(), SealedText.info(name, text.origins()));
            return new Opened(Secret.of(new String(clear, StandardCharsets.UTF_8)), Set.copyOf(text.origins()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw SecretException.unavailable(name + " does not open: sealed for another key or name, or damaged");
        }
    }

    /** A secret with the only origins that it may be sent to. */
    public record Opened(Secret secret, Set<Origin> origins) {}
}
