package io.sluice.schemas.serde;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compatibility level of a subject that we register schemas under. A new subject gets {@value #OURS}; one that was there,
 * or has a level, keeps what somebody chose for it (decision 0026).
 */
final class SubjectLevel {
    /** Logs and compacted topics hold records of all versions, and older programs read what newer ones write. */
    static final String OURS = "FULL_TRANSITIVE";

    private static final Logger LOG = LoggerFactory.getLogger(SubjectLevel.class);

    private final SchemaRegistryClient client;
    private final String subject;
    private final boolean free;

    private SubjectLevel(SchemaRegistryClient client, String subject, boolean free) {
        this.client = client;
        this.subject = subject;
        this.free = free;
    }

    /** The level as it is before a schema is registered. */
    static SubjectLevel of(SchemaRegistryClient client, String subject) throws IOException {
        return new SubjectLevel(client, subject, isNew(client, subject) && !hasLevel(client, subject));
    }

    /** Who may not look may still register. */
    private static boolean isNew(SchemaRegistryClient client, String subject) throws IOException {
        try {
            return client.getAllVersions(subject).isEmpty();
        } catch (RestClientException e) {
            return e.getStatus() == 404;
        }
    }

    /** Apicurio says NONE where none is set, so that is no level either. */
    private static boolean hasLevel(SchemaRegistryClient client, String subject) throws IOException {
        try {
            return !"NONE".equals(client.getCompatibility(subject));
        } catch (RestClientException none) {
            return false;
        }
    }

    /** Sets our level if nothing stands against it; a registry that does not allow that is left as it is. */
    void raise() {
        if (free) {
            try {
                client.updateCompatibility(subject, OURS);
            } catch (IOException | RestClientException e) {
                LOG.warn("the registry does not set {} for {}: {}", OURS, subject, e.getMessage());
            }
        }
    }
}
