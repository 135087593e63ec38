package io.sluice.schemas.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A Confluent-compatible schema registry, asked once for each schema.
 *
 * <p>Configuration keys are the Confluent client's: {@code schema.registry.url} ({@code mock://SCOPE} for one in this
 * JVM), {@code basic.auth.credentials.source}, {@code auto.register.schemas} and so on.
 */
public final class Registry {
    private static final int CACHED = 1_000;

    private final SchemaRegistryClient client;
    private final boolean register;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** A registry at the address that the configuration names. */
    public Registry(Map<String, ?> config) {
        Object urls = config.get("schema.registry.url");
        if (urls == null) {
            throw new IllegalArgumentException("schema.registry.url is missing");
        }
        this.client = SchemaRegistryClientFactory.newClient(
                List.of(urls.toString().split(",")), CACHED, List.of(new AvroSchemaProvider()), config, Map.of());
        Object auto = config.get("auto.register.schemas");
        this.register = auto == null || Boolean.parseBoolean(auto.toString());
    }

    /** The id of a schema under a subject; registers it where that is allowed. */
    int id(String subject, Schema schema) {
        return ids.computeIfAbsent(subject, name -> {
            try {
                AvroSchema parsed = new AvroSchema(schema);
                return register ? client.register(name, parsed) : client.getId(name, parsed);
            } catch (IOException | RestClientException e) {
                throw new RegistryException("the registry gives no id for " + name + ": " + e.getMessage(), e);
            }
        });
    }

    /** The schema of an id; {@link UnreadableRecordException} where the registry does not know it. */
    Schema schema(int id) {
        return schemas.computeIfAbsent(id, unknown -> {
            try {
                if (client.getSchemaById(unknown) instanceof AvroSchema avro) {
                    return avro.rawSchema();
                }
                throw new UnreadableRecordException("schema " + unknown + " is not an Avro schema");
            } catch (RestClientException e) {
                if (e.getStatus() == 404) {
                    throw new UnreadableRecordException("the registry does not know schema id " + unknown);
                }
                throw new RegistryException("the registry gives no schema " + unknown + ": " + e.getMessage(), e);
            } catch (IOException e) {
                throw new RegistryException("the registry gives no schema " + unknown + ": " + e.getMessage(), e);
            }
        });
    }
}
