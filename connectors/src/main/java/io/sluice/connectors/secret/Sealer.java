package io.sluice.connectors.secret;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;

/** Seals secrets with the callers' public key, so that only a caller can read them and only for the origins named. */
public final class Sealer {
    private final HybridEncrypt encrypt;

    Sealer(KeysetHandle publicKeys) throws GeneralSecurityException {
        this.encrypt = publicKeys.getPrimitive(Hpke.configuration(), HybridEncrypt.class);
    }

    /** Reads {@code public.json} of a key folder; throws {@link IOException} if it cannot be read or is no public key. */
    public static Sealer read(Path publicKey) throws IOException {
        try {
            return new Sealer(TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                    Files.readString(publicKey), Hpke.configuration()));
        } catch (GeneralSecurityException e) {
            throw new IOException(publicKey + ": not a public key of sluice", e);
        }
    }

    /** Returns {@code secret} sealed: a text that opens as {@code name} alone and says where it may be sent. */
    public String seal(SecretName name, Set<Origin> origins, Secret secret) {
        List<Origin> sorted = SealedText.sorted(origins);
        try {
            byte[] sealed = encrypt.encrypt(secret.bytes(), SealedText.info(name, sorted));
            return SealedText.of(sorted, sealed).format();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not seal " + name, e);
        }
    }
}
