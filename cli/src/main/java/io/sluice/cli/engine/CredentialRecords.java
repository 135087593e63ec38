package io.sluice.cli.engine;

import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.Opener;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.Sealer;
import io.sluice.connectors.secret.Secret;
import io.sluice.connectors.secret.SecretException;
import io.sluice.connectors.secret.SecretName;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.SecretRef;
import io.sluice.schemas.Credential;
import io.sluice.schemas.SecretPart;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the records of credentials, with their secrets sealed. Each sealing gives another text, and another text is another
 * secret to the scheduler, which then forgets bans and counts: so what is known already stays as it is.
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

    /** The record of a credential; empty where it says what is known. */
    Optional<Credential> changed(CredentialDefinition definition, Policy policy) {
        io.sluice.core.credential.Credential credential = definition.credential();
        Optional<Credential> present = known.find(credential.provider(), credential.id());
        Set<Origin> origins = Set.of(Origin.of(policy.baseUrl().toString()));
        Map<String, SecretPart> parts = new HashMap<>();
        definition.secret().forEach((part, reference) -> {
            SecretName name = new SecretName(credential.provider(), credential.id(), part);
            Optional<SecretPart> before =
                    present.map(record -> record.getSecret().get(part));
            parts.put(part, part(name, reference, origins, before));
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

    private SecretPart part(SecretName name, SecretRef reference, Set<Origin> origins, Optional<SecretPart> before) {
        if (reference instanceof SecretRef.Env env) {
            return new SecretPart(env.name(), null, null);
        }
        if (reference instanceof SecretRef.FileRef file) {
            return new SecretPart(null, file.path(), null);
        }
        Opener.Opened wanted = new Opener.Opened(Secret.of(((SecretRef.Value) reference).value()), origins);
        String sealed = before.map(SecretPart::getSealed)
                .filter(text -> opens(name, text, wanted))
                .orElseGet(() -> sealer.seal(name, origins, wanted.secret()));
        return new SecretPart(null, null, sealed);
    }

    private boolean opens(SecretName name, String sealed, Opener.Opened wanted) {
        try {
            return opener.open(name, sealed).equals(wanted);
        } catch (SecretException e) {
            return false;
        }
    }
}
