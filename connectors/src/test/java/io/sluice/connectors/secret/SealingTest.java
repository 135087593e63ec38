package io.sluice.connectors.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {
    private static final SecretName ALICE = new SecretName("twitter", "alice", "token");
    private static final Set<Origin> ORIGINS =
            Set.of(Origin.of("https://api.twitter.com"), Origin.of("https://a.example"));

    @TempDir
    Path folder;

    private KeyFolder keys;

    @BeforeEach
    void makeKeys() throws IOException {
        keys = KeyFolder.open(folder.resolve("keys"));
    }

    @Test
    void whatThePublicKeySealedThePrivateKeyOpensWithItsOrigins() throws Exception {
        String sealed = Sealer.read(keys.publicKey()).seal(ALICE, ORIGINS, Secret.of("hunter2"));

        assertThat(sealed).startsWith("hpke1.").doesNotContain("hunter2");
        Opener.Opened opened = KeyFolder.open(folder.resolve("keys")).opener().open(ALICE, sealed);
        assertThat(opened.secret()).isEqualTo(Secret.of("hunter2"));
        assertThat(opened.origins()).isEqualTo(ORIGINS);
    }

    @Test
    void aSealedSecretCannotBeMovedToAnotherName() {
        String sealed = keys.sealer().seal(ALICE, ORIGINS, Secret.of("hunter2"));

        refused(new SecretName("evil", "alice", "token"), sealed);
        refused(new SecretName("twitter", "bob", "token"), sealed);
        refused(new SecretName("twitter", "alice", "refresh"), sealed);
        refused(new SecretName("twitteralice", "", "token"), sealed);
    }

    @Test
    void aSealedSecretCannotBeTurnedToAnotherOrigin() {
        String[] fields =
                keys.sealer().seal(ALICE, ORIGINS, Secret.of("hunter2")).split("\\.", -1);
        String evil = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("https://evil.example:443".getBytes(StandardCharsets.UTF_8));

        refused(ALICE, fields[0] + "." + evil + "." + fields[2]);
    }

    @Test
    void damagedTextsAndOtherKeysAreRefusedWithoutTellingThem() throws IOException {
        String sealed = keys.sealer().seal(ALICE, ORIGINS, Secret.of("hunter2"));
        String foreign = KeyFolder.open(folder.resolve("other")).sealer().seal(ALICE, ORIGINS, Secret.of("hunter2"));

        refused(ALICE, foreign);
        refused(ALICE, sealed.substring(0, sealed.length() - 2));
        refused(ALICE, "hunter2");
        refused(ALICE, "hpke1.!.!");
        refused(ALICE, "hpke1..");
    }

    @Test
    void thePrivateKeyIsItsOwnersAlone() throws IOException {
        Path privateKey = folder.resolve("keys/private.json");

        assertThat(modeOf(privateKey)).isEqualTo("rw-------");
        assertThat(modeOf(folder.resolve("keys"))).isEqualTo("rwx------");
        assertThat(Files.readString(keys.publicKey())).doesNotContain("Private");
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsOnly("private.json", "public.json");
        }
    }

    @Test
    void aDataDirectoryThatIsMadeForTheKeysIsItsOwnersAlone() throws IOException {
        KeyFolder.open(folder.resolve("data/keys"));

        assertThat(modeOf(folder.resolve("data"))).isEqualTo("rwx------");
    }

    @Test
    void aPrivateKeyThatOthersMayReadIsNotUsed() throws IOException {
        Path privateKey = folder.resolve("keys/private.json");
        Files.setPosixFilePermissions(privateKey, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> KeyFolder.open(folder.resolve("keys")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-"})
    void keysInAFolderThatOthersMayWriteToAreNotUsed(String mode) throws IOException {
        Path shared = folder.resolve("keys");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> KeyFolder.open(shared))
                .isInstanceOf(IOException.class)
                .hasMessage(shared + ": others may write to this folder of keys; run chmod go-w on it");
    }

    @Test
    void keysInAFolderThatOthersMayReadAreUsed() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("keys"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(KeyFolder.open(folder.resolve("keys")).publicKey()).isEqualTo(keys.publicKey());
    }

    @Test
    void aFolderThatHasNoKeysYetIsMadeItsOwnersAlone() throws IOException {
        Path made = Files.createDirectory(folder.resolve("made"));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxr-x"));

        KeyFolder.open(made);

        assertThat(modeOf(made)).isEqualTo("rwx------");
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void refused(SecretName name, String sealed) {
        assertThatThrownBy(() -> keys.opener().open(name, sealed))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("does not open")
                .hasMessageNotContaining("hunter2");
    }
}
