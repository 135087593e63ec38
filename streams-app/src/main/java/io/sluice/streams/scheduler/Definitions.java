package io.sluice.streams.scheduler;

import io.sluice.core.credential.CredentialKey;
import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyException;
import io.sluice.policy.PolicyReader;
import io.sluice.schemas.Credential;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;

/** Takes the files of providers and the records of credentials, and lets requests match again where that changes it. */
final class Definitions {
    private final Topics topics;
    private final Ownership ownership;
    private final SchedulerTask.Parts parts;
    private final Scheduler scheduler;

    Definitions(Topics topics, Ownership ownership, SchedulerTask.Parts parts, Scheduler scheduler) {
        this.topics = topics;
        this.ownership = ownership;
        this.parts = parts;
        this.scheduler = scheduler;
    }

    void provider(Input input, long now) {
        if (input.value() == null) {
            if (ownership.mine(input, input.keyText())) {
                withdrawProvider(input.keyText(), now);
            }
            return;
        }
        try {
            String file = topics.providers().read(input.value()).getFile();
            Policy policy = PolicyReader.read(JsonRecords.tree(file.getBytes(StandardCharsets.UTF_8)));
            if (ownership.mine(input, policy.name())) {
                take(policy, now);
            }
        } catch (UnreadableRecordException | PolicyException e) {
            parts.out().deadLetter(input, String.valueOf(e.getMessage()), true);
        }
    }

    /** Who waited for a file of it that is taken is answered like those of any provider that is gone. */
    private void withdrawProvider(String provider, long now) {
        boolean refused = parts.directory().isRefused(provider);
        parts.directory().withdraw(provider, scheduler, now);
        if (refused && parts.returning().isBegun()) {
            parts.returning().all();
            bringBack(now);
        }
    }

    private void take(Policy policy, long now) {
        if (parts.directory().provider(policy, scheduler, now)) {
            parts.returning().anew(policy.name(), scheduler, now);
        }
        parts.returning().add(parts.unknown().takeFor(policy.name()));
        parts.probes().provider(policy.name());
        bringBack(now);
    }

    void credential(Input input, long now) {
        if (input.value() == null) {
            CredentialKey.parse(input.keyText())
                    .ifPresentOrElse(
                            key -> withdraw(input, key, now),
                            () -> parts.out()
                                    .deadLetter(
                                            input,
                                            "a tombstone of no credential: its key is expected to be provider:credential",
                                            false));
            return;
        }
        Credential credential;
        boolean otherwise;
        try {
            credential = topics.credentials().read(input.value());
            if (!ownership.mine(input, credential.getProvider())) {
                return;
            }
            otherwise = parts.directory().credential(credential, scheduler, now);
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            parts.out().deadLetter(input, "a credential that cannot be used: " + e.getMessage(), false);
            return;
        }
        again(otherwise, credential.getProvider(), now);
        parts.probes().credential(new CredentialKey(credential.getProvider(), credential.getId()));
    }

    private void withdraw(Input input, CredentialKey key, long now) {
        if (ownership.mine(input, key.provider())) {
            again(parts.directory().withdrawCredential(key, scheduler, now), key.provider(), now);
            parts.kept().forgetStanding(key);
            parts.showing().withdrawn(key);
        }
    }

    private void again(boolean otherwise, String provider, long now) {
        if (otherwise) {
            parts.returning().anew(provider, scheduler, now);
            bringBack(now);
        }
    }

    private void bringBack(long now) {
        parts.returning().advance(SchedulerTask.AT_ONCE, scheduler, now);
        scheduler.advance(now);
    }
}
