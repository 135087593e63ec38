package io.sluice.connectors.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretVaultTest {
    private static final CredentialId ALICE = new CredentialId("twitter", "alice");
    private static final Origin HOME = Origin.of("https://api.twitter.com");
    private static final Origin EVIL = Origin.of("https://evil.example");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private KeyFolder keys;
    private Path secrets;
    private SecretVault vault;

    @BeforeEach
    void openVault() throws IOException {
        keys = KeyFolder.open(folder.resolve("keys"));
        secrets = Files.createDirectory(folder.resolve("secrets"));
        vault = vault(new ReferenceRules(Optional.of(secrets), Optional.of("SLUICE_SECRET_")));
    }

    @AfterEach
    void closeVault() {
        vault.close();
    }

    @Test
    void aTrustedReferenceResolvesAnywhereButGoesToItsOriginsOnly() throws IOException {
        environment.put("ALICE_TOKEN", "hunter2");
        Path file = Files.writeString(folder.resolve("alice.id"), "client-7\r\n");
        vault.close();
        vault = vault(
                ReferenceRules.none(),
                new TrustedSecret(
                        ALICE,
                        Map.of("token", new SecretSource.Env("ALICE_TOKEN"), "id", new SecretSource.InFile(file)),
                        Set.of(HOME)));

        assertThat(vault.open(ALICE, HOME).toCompletableFuture().join().parts())
                .containsEntry("token", Secret.of("hunter2"))
                .containsEntry("id", Secret.of("client-7"));
        refused(EVIL, SecretException.Reason.ORIGIN_NOT_ALLOWED);
    }

    @Test
    void aTopicCannotReplaceATrustedSecret() {
        vault.close();
        vault = vault(
                ReferenceRules.none(),
                new TrustedSecret(ALICE, Map.of("token", new SecretSource.Clear(Secret.of("mine"))), Set.of(HOME)));

        define(new SecretSource.Sealed("anything"));
        vault.forget(ALICE);

        assertThat(token(HOME)).isEqualTo(Secret.of("mine"));
    }

    @Test
    void aSealedSecretGoesOnlyWhereItWasSealedFor() {
        define(new SecretSource.Sealed(keys.sealer().seal(ALICE.part("token"), Set.of(HOME), Secret.of("hunter2"))));

        assertThat(token(HOME)).isEqualTo(Secret.of("hunter2"));
        refused(EVIL, SecretException.Reason.ORIGIN_NOT_ALLOWED);
        refused(Origin.of("http://api.twitter.com"), SecretException.Reason.ORIGIN_NOT_ALLOWED);
        refused(Origin.of("https://api.twitter.com:8443"), SecretException.Reason.ORIGIN_NOT_ALLOWED);
    }

    @Test
    void aVariableFromATopicNeedsThePrefix() {
        environment.put("SLUICE_SECRET_A", "hunter2");
        environment.put("AWS_SECRET_ACCESS_KEY", "aws");

        define(new SecretSource.Env("SLUICE_SECRET_A"));
        assertThat(token(HOME)).isEqualTo(Secret.of("hunter2"));
        define(new SecretSource.Env("AWS_SECRET_ACCESS_KEY"));
        refused(HOME, SecretException.Reason.UNAVAILABLE);
        define(new SecretSource.Env("SLUICE_SECRET_NOT_SET"));
        refused(HOME, SecretException.Reason.UNAVAILABLE);
    }

    @Test
    void withoutRulesNoReferenceFromATopicResolves() throws IOException {
        environment.put("SLUICE_SECRET_A", "hunter2");
        Files.writeString(secrets.resolve("alice"), "hunter2");
        vault.close();
        vault = vault(ReferenceRules.none());

        define(new SecretSource.Env("SLUICE_SECRET_A"));
        refused(HOME, SecretException.Reason.UNAVAILABLE);
        define(new SecretSource.InFile(Path.of("alice")));
        refused(HOME, SecretException.Reason.UNAVAILABLE);
    }

    @Test
    void aPathFromATopicDoesNotLeadOutOfTheFolder() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "hunter2");
        Files.createSymbolicLink(secrets.resolve("link"), outside);
        Files.createSymbolicLink(secrets.resolve("up"), folder);

        for (String path :
                List.of("../outside", "x/../../outside", outside.toString(), "link", "up/outside", "/etc/passwd")) {
            define(new SecretSource.InFile(Path.of(path)));
            refused(HOME, SecretException.Reason.UNAVAILABLE);
        }
    }

    @Test
    void aLinkInsideTheFolderIsFollowedAsKubernetesMountsNeed() throws IOException {
        Files.createDirectory(secrets.resolve("..2024"));
        Files.writeString(secrets.resolve("..2024/alice"), "hunter2\n");
        Files.createSymbolicLink(secrets.resolve("..data"), Path.of("..2024"));
        Files.createSymbolicLink(secrets.resolve("alice"), Path.of("..data/alice"));

        define(new SecretSource.InFile(Path.of("alice")));

        assertThat(token(HOME)).isEqualTo(Secret.of("hunter2"));
    }

    @Test
    void aReferenceFromATopicStaysWithTheOriginThatItWasSentToFirstEvenAfterARestart() throws IOException {
        Files.writeString(secrets.resolve("alice"), "hunter2");
        define(new SecretSource.InFile(Path.of("alice")));
        assertThat(token(HOME)).isEqualTo(Secret.of("hunter2"));

        vault.close();
        vault = vault(new ReferenceRules(Optional.of(secrets), Optional.empty()));
        CredentialId stolen = new CredentialId("evil", "mallory");
        vault.define(new TopicSecret(stolen, Map.of("token", new SecretSource.InFile(Path.of("./alice")))));

        refused(stolen, EVIL, SecretException.Reason.ORIGIN_NOT_ALLOWED);
        assertThat(vault.open(stolen, HOME).toCompletableFuture().join().parts())
                .containsValue(Secret.of("hunter2"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(keys.folder().resolve("known-origins"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aReferenceOfACommandLineIsBoundToItsOriginsBeforeATopicNamesIt() throws IOException {
        environment.put("SLUICE_SECRET_A", "hunter2");
        Path file = Files.writeString(secrets.resolve("alice"), "hunter3");
        Path known = Files.writeString(keys.folder().resolve("known-origins"), "https://other.example env:OTHER");
        TrustedSecret alice = new TrustedSecret(
                ALICE,
                Map.of("token", new SecretSource.Env("SLUICE_SECRET_A"), "id", new SecretSource.InFile(file)),
                Set.of(HOME));
        vault(ReferenceRules.none(), alice).close();
        vault(ReferenceRules.none(), alice).close();

        CredentialId stolen = new CredentialId("evil", "mallory");
        for (SecretSource source : alice.parts().values()) {
            vault.define(new TopicSecret(stolen, Map.of("token", source)));
            refused(stolen, EVIL, SecretException.Reason.ORIGIN_NOT_ALLOWED);
            define(source);
            assertThat(token(HOME)).isIn(Secret.of("hunter2"), Secret.of("hunter3"));
        }
        assertThat(known)
                .content()
                .isEqualTo("https://other.example env:OTHER\n%1$s env:SLUICE_SECRET_A\n%1$s file:%2$s\n"
                        .formatted(HOME, file.toRealPath()));
    }

    @Test
    void aCommandLineNeedsNoKeyFolderThatCanBeWritten() throws IOException {
        environment.put("ALICE_TOKEN", "hunter2");
        Files.createDirectory(keys.folder().resolve("known-origins"));
        vault.close();
        vault = vault(
                ReferenceRules.none(),
                new TrustedSecret(ALICE, Map.of("token", new SecretSource.Env("ALICE_TOKEN")), Set.of(HOME)));

        assertThat(token(HOME)).isEqualTo(Secret.of("hunter2"));
    }

    @Test
    void aFileIsReadAgainWhenItChanges() throws Exception {
        Path file = Files.writeString(secrets.resolve("alice"), "old");
        define(new SecretSource.InFile(Path.of("alice")));
        assertThat(token(HOME)).isEqualTo(Secret.of("old"));

        Files.writeString(file, "brand-new");

        vault.refresh();
        assertThat(token(HOME)).isEqualTo(Secret.of("brand-new"));
    }

    @Test
    void aFileThatWasMissingIsTriedAgain() throws IOException {
        define(new SecretSource.InFile(Path.of("alice")));
        refused(HOME, SecretException.Reason.UNAVAILABLE);

        Files.writeString(secrets.resolve("alice"), "hunter2");

        vault.refresh();
        assertThat(token(HOME)).isEqualTo(Secret.of("hunter2"));
    }

    @Test
    void whetherASecretOpensIsTriedWithoutBindingItToAnOrigin() {
        environment.put("SLUICE_SECRET_A", "hunter2");
        define(new SecretSource.Env("SLUICE_SECRET_A"));
        assertThat(vault.trials()).containsExactly(Optional.empty());
        assertThat(keys.folder().resolve("known-origins")).doesNotExist();

        define(new SecretSource.Sealed(keys.sealer().seal(ALICE.part("token"), Set.of(HOME), Secret.of("hunter2"))));
        assertThat(vault.trials()).containsExactly(Optional.empty());

        define(new SecretSource.Env("ALICE_TOKEN"));
        assertThat(vault.trials())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.orElseThrow())
                        .hasMessageContaining("environment variable ALICE_TOKEN is not under --secrets-env"));
    }

    @Test
    void aLineThatAPersonLeftWithoutItsEndStillCounts() throws IOException {
        Files.writeString(secrets.resolve("alice"), "hunter2");
        Files.writeString(secrets.resolve("bob"), "hunter3");
        define(new SecretSource.InFile(Path.of("alice")));
        assertThat(token(HOME)).isEqualTo(Secret.of("hunter2"));
        Path known = keys.folder().resolve("known-origins");
        Files.writeString(known, Files.readString(known).strip());

        define(new SecretSource.InFile(Path.of("bob")));
        assertThat(token(HOME)).isEqualTo(Secret.of("hunter3"));

        refused(EVIL, SecretException.Reason.ORIGIN_NOT_ALLOWED);
        define(new SecretSource.InFile(Path.of("alice")));
        refused(EVIL, SecretException.Reason.ORIGIN_NOT_ALLOWED);
        assertThat(token(HOME)).isEqualTo(Secret.of("hunter2"));
        assertThat(Files.readString(known)).endsWith("\n").doesNotContain("\n\n");
    }

    @Test
    void aForgottenCredentialIsNotKnown() {
        define(new SecretSource.Env("SLUICE_SECRET_A"));
        assertThat(vault.knows(ALICE)).isTrue();

        vault.forget(ALICE);

        assertThat(vault.knows(ALICE)).isFalse();
        refused(HOME, SecretException.Reason.UNAVAILABLE);
    }

    private SecretVault vault(ReferenceRules rules, TrustedSecret... trusted) {
        return new SecretVault(keys, rules, List.of(trusted), environment::get);
    }

    private void define(SecretSource source) {
        vault.define(new TopicSecret(ALICE, Map.of("token", source)));
    }

    private Secret token(Origin origin) {
        return vault.open(ALICE, origin).toCompletableFuture().join().parts().getOrDefault("token", Secret.of("none"));
    }

    private void refused(Origin origin, SecretException.Reason reason) {
        refused(ALICE, origin, reason);
    }

    private void refused(CredentialId credential, Origin origin, SecretException.Reason reason) {
        assertThatThrownBy(() ->
                        vault.open(credential, origin).toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SecretException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
                .hasMessageNotContaining("hunter2");
    }
}
