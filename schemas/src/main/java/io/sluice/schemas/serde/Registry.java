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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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
    private static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    private static final String READ_TIMEOUT = "http.read.timeout.ms";
    /** Whoever reads waits with a transaction open, or keeps others waiting. */
    private static final int TIMEOUT_MILLIS = 2_000;

    private static final int TOO_MANY_REQUESTS = 429;

    /** 4xx that tell nothing of one schema: not known to it, no such path, too slow, too often. */
    private static final Set<Integer> NOT_OF_THE_SCHEMA = Set.of(401, 404, 405, 407, 408, 429);

    private final Supplier<SchemaRegistryClient> clients;
    private final SchemaRegistryClient client;
    private final SchemaRegistryClient writersClient;
    private final Denials denials;
    private final IdSource source;
    private final SubjectNameStrategy subjects;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** A registry at the address that the configuration names. */
    public Registry(Map<String, ?> config) {
        this(config, System::nanoTime);
    }

    /** @param clock in ns */
    Registry(Map<String, ?> config, LongSupplier clock) {
        this.denials = new Denials(clock);
        this.subjects = SubjectNameStrategy.of(config);
        Object urls = config.get("schema.registry.url");
        if (urls == null) {
            throw new IllegalArgumentException("schema.registry.url is missing");
        }
        List<String> addresses = List.of(urls.toString().trim().split("\\s*,\\s*"));
        Map<String, ?> impatient = impatient(config);
        this.clients = () -> client(addresses, impatient);
        this.client = clients.get();
        this.writersClient = client(addresses, config);
        this.source = IdSource.of(config);
    }

    private static SchemaRegistryClient client(List<String> addresses, Map<String, ?> config) {
        return SchemaRegistryClientFactory.newClient(
                addresses, CACHED, List.of(new AvroSchemaProvider()), config, Map.of());
    }

    /** The configuration with time-outs of our own where it says none; the client would wait for a minute. */
    private static Map<String, ?> impatient(Map<String, ?> config) {
        Map<String, Object> impatient = new HashMap<>(config);
        for (String timeout : List.of(CONNECT_TIMEOUT, READ_TIMEOUT)) {
            if (!config.containsKey("schema.registry." + timeout)) {
                impatient.putIfAbsent(timeout, TIMEOUT_MILLIS);
            }
        }
        return impatient;
    }

    SubjectNameStrategy subjects() {
        return subjects;
    }

    /** The id of a schema under a subject; registers it where that is allowed. */
    int id(String subject, Schema schema) {
        return ids.computeIfAbsent(subject, name -> {
            try {
                Schema plain = PlainSchema.of(schema);
                int id = source.id(writersClient, name, new AvroSchema(plain));
                schemas.putIfAbsent(id, plain); // what we wrote is read though the registry is away
                return id;
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

    /**
     * The schema of an id; {@link UnreadableRecordException} where the registry does not know it, or refuses it alone. What is not
     * given is not asked for again for a while.
     */
    Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        return schemas.computeIfAbsent(id, this::askUnlessDenied);
    }

    private Schema askUnlessDenied(int id) {
        denials.check(id);
        long asked = denials.now();
        try {
            return ask(id);
        } catch (UnreadableRecordException e) {
            denials.unreadable(id, e);
            throw e;
        } catch (RegistryException e) {
            if (e.getCause() instanceof RestClientException) {
                denials.refused(id, e);
            } else {
                denials.unanswered(e, asked);
            }
            throw e;
        }
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
                String unknown = "the registry does not know schema id " + id;
                throw denials.mayBeBehind(id)
                        ? new UnknownSchemaException(unknown)
                        : new UnreadableRecordException(unknown);
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
