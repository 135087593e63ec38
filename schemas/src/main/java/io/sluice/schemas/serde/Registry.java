package io.sluice.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * A Confluent-compatible schema registry, asked once for each schema.
 *
 * <p>Configuration keys are the Confluent client's: {@code schema.registry.url} ({@code mock://SCOPE} for one in this
 * JVM), {@code basic.auth.credentials.source}, {@code auto.register.schemas}, {@code use.latest.version},
 * {@code value.subject.name.strategy} and so on.
 *
 * <p>What it says of a record is an {@link UnreadableRecordException}; that it cannot be asked, or refuses, is a
 * {@link RegistryException}; where that may pass, a {@link RegistryAwayException}. That it refuses one schema, as where we may not
 * read the subject of another's, is said of the record as long as it gives ours; where it refuses all, of no record.
 */
final class Registry {
    private static final String NO_REGISTRY = "this is no schema registry";
    private static final int CACHED = 1_000;
    /** How long an id that is no schema of ours stays so without being asked for, in ns. */
    private static final long ASKED_AGAIN_NANOS = 10_000_000_000L;

    private static final int TOO_MANY_REQUESTS = 429;

    /** 4xx that tell nothing of one schema: not known to it, no such path, too slow, too often. */
    private static final Set<Integer> NOT_OF_THE_SCHEMA = Set.of(401, 404, 405, 407, 408, 429);

    private final Supplier<SchemaRegistryClient> clients;
    private final SchemaRegistryClient client;
    private final IdSource source;
    private final SubjectNameStrategy subjects;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, Unreadable> unreadables = new ConcurrentHashMap<>();

    /** A schema that there is not. */
    private record Unreadable(UnreadableRecordException why, long until) {}

    /** A registry at the address that the configuration names. */
    public Registry(Map<String, ?> config) {
        this.subjects = SubjectNameStrategy.of(config);
        Object urls = config.get("schema.registry.url");
        if (urls == null) {
            throw new IllegalArgumentException("schema.registry.url is missing");
        }
        this.clients = () -> SchemaRegistryClientFactory.newClient(
                List.of(urls.toString().trim().split("\\s*,\\s*")),
                CACHED,
                List.of(new AvroSchemaProvider()),
                config,
                Map.of());
        this.client = clients.get();
        this.source = IdSource.of(config);
    }

    SubjectNameStrategy subjects() {
        return subjects;
    }

    /** The id of a schema under a subject; registers it where that is allowed. */
    int id(String subject, Schema schema) {
        return ids.computeIfAbsent(subject, name -> {
            try {
                return source.id(client, name, new AvroSchema(PlainSchema.of(schema)));
            } catch (RestClientException e) {
                if (isUnknownSchema(e)) {
                    throw new UnregisteredSchemaException(name, e);
                }
                throw refused("id for " + name, e);
            } catch (IOException e) {
                throw refused("id for " + name, e);
            }
        });
    }

    /** The schema of an id; {@link UnreadableRecordException} where the registry does not know it, or refuses it alone. */
    Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Unreadable unreadable = unreadables.get(id);
        if (unreadable != null && System.nanoTime() - unreadable.until() < 0) {
            throw unreadable.why();
        }
        try {
            return schemas.computeIfAbsent(id, this::ask);
        } catch (UnreadableRecordException e) {
            remember(id, e);
            throw e;
        }
    }

    /** A program that writes many such records must not have each ask the registry. */
    private void remember(int id, UnreadableRecordException why) {
        if (unreadables.size() >= CACHED) {
            unreadables.clear();
        }
        unreadables.put(id, new Unreadable(why, System.nanoTime() + ASKED_AGAIN_NANOS));
    }

    private Schema ask(int id) {
        try {
            if (client.getSchemaById(id) instanceof AvroSchema avro) {
                Schema schema = avro.rawSchema();
                if (schema == null) {
                    throw new RegistryException(NO_REGISTRY);
                }
                return schema;
            }
            throw new UnreadableRecordException("schema id " + id + " is not an Avro schema");
        } catch (RestClientException e) {
            if (isUnknownSchema(e)) {
                throw new UnreadableRecordException("the registry does not know schema id " + id);
            }
            if (isRefusal(e) && givesOurs()) {
                throw new RefusedSchemaException("the registry gives no schema " + id + ": " + e.getMessage());
            }
            throw refused("schema " + id, e);
        } catch (IOException e) {
            if (isOtherLanguage(e)) {
                throw new UnreadableRecordException("schema id " + id + " is not an Avro schema");
            }
            throw refused("schema " + id, e);
        } catch (StackOverflowError e) {
            throw new UnreadableRecordException("schema id " + id + " is nested too deep");
        }
    }

    /** Whether the answer may be about what was asked for, rather than who asks, how often, or what answers there. */
    private static boolean isRefusal(RestClientException e) {
        return e.getStatus() / 100 == 4 && !NOT_OF_THE_SCHEMA.contains(e.getStatus());
    }

    /** Whether it gives a schema of ours now; asked by a client of its own, since the other remembers it. */
    private boolean givesOurs() {
        Optional<Integer> ours = ids.values().stream().findAny();
        if (ours.isEmpty()) {
            return false;
        }
        try (SchemaRegistryClient fresh = clients.get()) {
            fresh.getSchemaById(ours.get());
            return true;
        } catch (RestClientException | IOException e) {
            return false;
        }
    }

    private static RegistryException refused(String wanted, Exception e) {
        if (isNoRegistry(e)) {
            return new RegistryException(NO_REGISTRY, e);
        }
        String why = (e instanceof UnknownHostException ? "unknown host " : "") + e.getMessage();
        String message = "the registry gives no " + wanted + ": " + why;
        return isAway(e) ? new RegistryAwayException(message, e) : new RegistryException(message, e);
    }

    /** Whether nobody is at that address yet, or who is there cannot answer now. */
    private static boolean isAway(Exception e) {
        if (e instanceof RestClientException answer) {
            return answer.getStatus() >= 500 || answer.getStatus() == TOO_MANY_REQUESTS;
        }
        return e instanceof SocketException || e instanceof SocketTimeoutException || e instanceof UnknownHostException;
    }

    /** Whether what answers does not know the paths of a registry, or answers otherwise than one. */
    private static boolean isNoRegistry(Exception e) {
        return e instanceof JsonProcessingException
                || (e instanceof RestClientException answer
                        && (answer.getStatus() == 404 || answer.getStatus() == 405));
    }

    /** Whether the registry itself says so; a 404 without its error codes comes from something else at that address. */
    private static boolean isUnknownSchema(RestClientException e) {
        return e.getStatus() == 404 && e.getErrorCode() / 100 == 404;
    }

    /** Whether the client got a schema that it cannot parse, such as Protobuf: it throws just this. */
    private static boolean isOtherLanguage(IOException e) {
        return e.getClass() == IOException.class
                && String.valueOf(e.getMessage()).startsWith("Invalid schema");
    }
}
