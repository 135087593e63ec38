package io.sluice.connectors.secret;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * The folder with the callers' key pair: {@code private.json} (mode 600, in a folder of mode 700) and {@code public.json}.
 *
 * <p>Callers that share a folder open the same secrets. Several processes may make it at the same time; one wins.
 */
public final class KeyFolder {
    private static final String PRIVATE = "private.json";
    private static final String PUBLIC = "public.json";

    private final Path folder;
    private final KeysetHandle privateKeys;

    private KeyFolder(Path folder, KeysetHandle privateKeys) {
        this.folder = folder;
        this.privateKeys = privateKeys;
    }

    /**
     * Opens {@code folder} and makes the key pair if it is not there yet. Throws {@link IOException} if the folder cannot
     * be written, or may be by others, or the private key may be read by others or is damaged.
     */
    public static KeyFolder open(Path folder) throws IOException {
        Path privateKey = folder.resolve(PRIVATE);
        try {
            if (!Files.exists(privateKey)) {
                PrivateFiles.createFolder(folder);
                PrivateFiles.createOnce(privateKey, newKeys());
            }
            requireOwn(folder);
            KeyFolder opened = new KeyFolder(folder, read(privateKey));
            opened.writePublicKey();
            return opened;
        } catch (GeneralSecurityException | CharacterCodingException e) {
            throw new IOException(privateKey + ": not a private key of sluice; expected what a caller has made", e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** The file that {@link Sealer#read} takes. */
    public Path publicKey() {
        return folder.resolve(PUBLIC);
    }

    public Sealer sealer() {
        try {
            return new Sealer(privateKeys.getPublicKeysetHandle());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(folder + ": the key pair cannot seal", e);
        }
    }

    public Opener opener() {
        try {
            return new Opener(privateKeys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(folder + ": the key pair cannot open", e);
        }
    }

    private static String newKeys() throws GeneralSecurityException {
        KeysetHandle keys = KeysetHandle.generateNew(Hpke.parameters(), Hpke.configuration());
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys, Hpke.configuration(), InsecureSecretKeyAccess.get());
    }

    /**
     * Who may write to it could put a key of his own in place of this one, or a line into {@code known-origins}. To a mounted secret,
     * whatever its mode, nobody can.
     */
    private static void requireOwn(Path folder) throws IOException {
        Set<PosixFilePermission> open = PrivateFiles.permissionsOfOthers(folder);
        boolean writable =
                open.contains(PosixFilePermission.GROUP_WRITE) || open.contains(PosixFilePermission.OTHERS_WRITE);
        if (writable && !Files.getFileStore(folder).isReadOnly()) {
            throw new IOException(folder + ": others may write to this folder of keys; run chmod go-w on it");
        }
    }

    private static KeysetHandle read(Path privateKey) throws IOException, GeneralSecurityException {
        Set<PosixFilePermission> open = PrivateFiles.permissionsOfOthers(privateKey);
        if (!open.isEmpty()) {
            throw new IOException(privateKey + ": others may use this private key; run chmod 600 on it");
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(privateKey), Hpke.configuration(), InsecureSecretKeyAccess.get());
    }

    private void writePublicKey() throws IOException, GeneralSecurityException {
        String keys = TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                privateKeys.getPublicKeysetHandle(), Hpke.configuration());
        if (!Files.exists(publicKey()) || !Files.readString(publicKey()).equals(keys)) {
            PrivateFiles.replace(publicKey(), keys);
        }
    }
}
