package io.sluice.cli.engine;

import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.Opener;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.Sealer;
import io.sluice.connectors.secret.Secret;
import io.sluice.connectors.secret.SecretException;
import io.sluice.connectors.secret.SecretName;
import io.sluice.connectors.secret.TrustedSecret;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.SecretRef;
import io.sluice.schemas.Credential;
import io.sluice.schemas.SecretPart;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of credentials, with their secrets sealed. Each sealing gives another text, and another text is another
 * secret to the scheduler, which then forgets bans and counts: so what is known already stays as it is.
 *
 * <p>Of a secret that lies in a variable or file, the record has a sealed digest: so the scheduler is told of another one too.
 */
final class CredentialRecords {
    private final KnownCredentials known;
    private final Sealer sealer;
    private final Opener opener;

    CredentialRecords(KnownCredentials known, KeyFolder keys) {
        this.known = known;
        this.sealer = keys.sealer();
        this.opener = keys.opener();
    }

    /**
     * The record of a credential; empty where it says what is known.
     *
     * @param secret its secret, as it is to be opened here
     */
    Optional<Credential> changed(CredentialDefinition definition, TrustedSecret secret) {
        io.sluice.core.credential.Credential credential = definition.credential();
        Optional<Credential> present = known.find(credential.key());
        Map<String, Secret> opened = opened(secret);
        Map<String, SecretPart> parts = new HashMap<>();
        definition.secret().forEach((part, reference) -> {
            Sealing sealing =
                    new Sealing(new SecretName(credential.provider(), credential.id(), part), secret.origins());
            Optional<SecretPart> before =
                    present.map(record -> record.getSecret().get(part));
            parts.put(part, part(sealing, reference, Optional.ofNullable(opened.get(part)), before));
        });
        Credential record = new Credential(
                credential.id(),
                credential.provider(),
                credential.account(),
                credential.app(),
                credential.egress(),
                parts,
                credential.labels(),
                credential.disabled());
        return present.filter(record::equals).isPresent() ? Optional.empty() : Optional.of(record);
    }

    /**
     * The record of a credential whose variable or file says something else by now, as it is known but for that; empty where nothing
     * changed, or it was withdrawn or given another secret meanwhile.
     */
    Optional<Credential> renewed(CredentialDefinition definition, TrustedSecret secret) {
        io.sluice.core.credential.Credential credential = definition.credential();
        return known.find(credential.key()).flatMap(present -> {
            Map<String, SecretPart> parts = new HashMap<>(present.getSecret());
            changed(definition, secret)
                    .ifPresent(record -> record.getSecret().forEach((name, part) -> {
                        SecretPart before = parts.get(name);
                        if (before != null && isOfSamePlace(before, part)) {
                            parts.put(name, part);
                        }
                    }));
            Credential renewed = Credential.newBuilder(present).setSecret(parts).build();
            return renewed.equals(present) ? Optional.empty() : Optional.of(renewed);
        });
    }

    private static boolean isOfSamePlace(SecretPart one, SecretPart other) {
        return one.getSealed() == null
                && other.getSealed() == null
                && Objects.equals(one.getEnv(), other.getEnv())
                && Objects.equals(one.getFile(), other.getFile());
    }

    /** As what a text is sealed, and where it may be sent. */
    private record Sealing(SecretName name, Set<Origin> origins) {}

    /** Empty where a part does not open now. */
    private static Map<String, Secret> opened(TrustedSecret secret) {
        try {
            return secret.open(System::getenv).parts();
        } catch (SecretException e) {
            return Map.of();
        }
    }

    private SecretPart part(
            Sealing sealing, SecretRef reference, Optional<Secret> opened, Optional<SecretPart> before) {
        if (reference instanceof SecretRef.Env env) {
            return new SecretPart(env.name(), null, null, seen(sealing, opened, before));
        }
        if (reference instanceof SecretRef.FileRef file) {
            return new SecretPart(null, file.path(), null, seen(sealing, opened, before));
        }
        Secret wanted = Secret.of(((SecretRef.Value) reference).value());
        String sealed = before.map(SecretPart::getSealed)
                .filter(text -> opens(sealing, text, wanted))
                .orElseGet(() -> sealer.seal(sealing.name(), sealing.origins(), wanted));
        return new SecretPart(null, null, sealed, null);
    }

    /**
     * The sealed digest of what a variable or file says: the one before where the secret is the same, cannot be told,
     * or was sealed to the key of other callers, who may have another one.
     */
    private @Nullable String seen(Sealing sealing, Optional<Secret> opened, Optional<SecretPart> before) {
        String last = before.map(SecretPart::getSeen).orElse(null);
        if (opened.isEmpty()) {
            return last;
        }
        Secret digest = opened.get().digest();
        try {
            if (last != null && opener.open(sealing.name(), last).secret().equals(digest)) {
                return last;
            }
        } catch (SecretException ofOthers) {
            return last;
        }
        return sealer.seal(sealing.name(), sealing.origins(), digest);
    }

    private boolean opens(Sealing sealing, String sealed, Secret wanted) {
        try {
            return opener.open(sealing.name(), sealed).equals(new Opener.Opened(wanted, sealing.origins()));
        } catch (SecretException e) {
            return false;
        }
    }
}
