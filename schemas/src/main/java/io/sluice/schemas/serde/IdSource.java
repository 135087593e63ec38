package io.sluice.schemas.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** Where the id of a schema that we write comes from; Confluent's configuration keys, with their precedence. */
enum IdSource {
    /** {@code auto.register.schemas=true}, the default: the schema is registered, and a subject that is new gets our level. */
    REGISTER {
        @Override
        int id(SchemaRegistryClient client, String subject, AvroSchema schema) throws IOException, RestClientException {
            SubjectLevel level = SubjectLevel.of(client, subject);
            int id = client.register(subject, schema);
            level.raise();
            return id;
        }
    },
    /** {@code auto.register.schemas=false}: somebody has registered it. */
    FIND {
        @Override
        int id(SchemaRegistryClient client, String subject, AvroSchema schema) throws IOException, RestClientException {
            return client.getId(subject, schema);
        }
    },
    /** {@code use.latest.version=true} besides: the latest version, which must lay bytes out as the schema does. */
    LATEST {
        @Override
        int id(SchemaRegistryClient client, String subject, AvroSchema schema) throws IOException, RestClientException {
            SchemaMetadata latest = client.getLatestSchemaMetadata(subject);
            if (!layout(new AvroSchema(latest.getSchema())).equals(layout(schema))) {
                throw new RegistryException("the latest version of " + subject
                        + " is not this program's: register that, or do not set use.latest.version");
            }
            return latest.getId();
        }
    };

    abstract int id(SchemaRegistryClient client, String subject, AvroSchema schema)
            throws IOException, RestClientException;

    static IdSource of(Map<String, ?> config) {
        if (isTrue(config.get("auto.register.schemas"), true)) {
            return REGISTER;
        }
        return isTrue(config.get("use.latest.version"), false) ? LATEST : FIND;
    }

    private static String layout(AvroSchema schema) {
        return SchemaNormalization.toParsingForm(schema.rawSchema());
    }

    private static boolean isTrue(@Nullable Object value, boolean byDefault) {
        return value == null ? byDefault : Boolean.parseBoolean(value.toString());
    }
}
