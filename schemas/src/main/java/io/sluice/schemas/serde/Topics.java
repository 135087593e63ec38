package io.sluice.schemas.serde;

import io.sluice.schemas.Alert;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.Credential;
import io.sluice.schemas.CredentialMetric;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.EndpointMetric;
import io.sluice.schemas.ErrorPattern;
import io.sluice.schemas.Mark;
import io.sluice.schemas.Places;
import io.sluice.schemas.ProviderPolicy;
import io.sluice.schemas.QueueMetric;
import io.sluice.schemas.RequestStatus;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** All topics of an installation. Programs may write the first four in JSON or Avro at any time. */
public record Topics(
        Topic<ApiRequest> requests,
        Topic<Cancellation> cancellations,
        Topic<ProviderPolicy> providers,
        Topic<Credential> credentials,
        Topic<CredentialState> credentialState,
        Topic<DelayedRequest> retriesBudget,
        Topic<DelayedRequest> retriesBackoff,
        Topic<RequestStatus> requestStatus,
        Topic<ApiCall> calls,
        Topic<SpecificRecord> outcomes,
        Topic<ApiResponse> responses,
        Topic<ErrorPattern> errorPatterns,
        Topic<Alert> alerts,
        Topic<CredentialMetric> metricsCredentials,
        Topic<EndpointMetric> metricsEndpoints,
        Topic<QueueMetric> metricsQueues,
        Topic<byte[]> deadLetters,
        Topic<byte[]> forwarded) {
    static {
        Trust.inRecords();
    }

    /** The key of a registry's configuration that says how subjects are named; see {@link SubjectNameStrategy}. */
    public static final String SUBJECT_NAME_STRATEGY = "value.subject.name.strategy";

    /** What the outcomes topic carries. */
    private static final Schema OUTCOMES =
            Schema.createUnion(CallOutcome.getClassSchema(), Mark.getClassSchema(), Places.getClassSchema());

    /**
     * Topics whose values are Avro.
     *
     * @param registryConfig Confluent's keys
     * @throws org.apache.kafka.common.config.ConfigException if it names a subject name strategy that is none, in one line for
     *     the user
     */
    public static Topics avro(String prefix, Map<String, ?> registryConfig) {
        return new Maker(prefix, new Registry(registryConfig)).topics();
    }

    /** Topics whose values are JSON; no registry is contacted. */
    public static Topics json(String prefix) {
        return new Maker(prefix, null).topics();
    }

    /** All of them, in the order of the contract. */
    public List<Topic<?>> all() {
        return List.of(
                requests,
                cancellations,
                providers,
                credentials,
                credentialState,
                retriesBudget,
                retriesBackoff,
                requestStatus,
                calls,
                outcomes,
                responses,
                errorPatterns,
                alerts,
                metricsCredentials,
                metricsEndpoints,
                metricsQueues,
                deadLetters,
                forwarded);
    }

    private record Maker(String prefix, @Nullable Registry registry) {
        Topics topics() {
            return new Topics(
                    given("requests", ApiRequest.getClassSchema(), false),
                    given("cancellations", Cancellation.getClassSchema(), false),
                    providers(),
                    given("credentials", Credential.getClassSchema(), true),
                    made("credential-state", CredentialState.getClassSchema(), true),
                    made("retries.budget", DelayedRequest.getClassSchema(), true),
                    made("retries.backoff", DelayedRequest.getClassSchema(), true),
                    made("request-status", RequestStatus.getClassSchema(), true),
                    made("calls", ApiCall.getClassSchema(), false),
                    made("outcomes", OUTCOMES, false),
                    made("responses", ApiResponse.getClassSchema(), false),
                    made("error-patterns", ErrorPattern.getClassSchema(), true),
                    made("alerts", Alert.getClassSchema(), false),
                    made("metrics.credentials", CredentialMetric.getClassSchema(), false),
                    made("metrics.endpoints", EndpointMetric.getClassSchema(), false),
                    made("metrics.queues", QueueMetric.getClassSchema(), false),
                    new Topic<>(prefix + "dead-letters", Serdes.ByteArray(), false),
                    new Topic<>(prefix + "forwarded", Serdes.ByteArray(), false));
        }

        private Topic<ProviderPolicy> providers() {
            Serde<ProviderPolicy> json = ProviderFileSerde.make();
            Serde<ProviderPolicy> own = registry == null
                    ? json
                    : new AvroSerde<>(registry, ProviderPolicy.getClassSchema(), AvroSerde.Writers.ANYBODY);
            return new Topic<>(prefix + "providers", new EitherSerde<>(own, json.deserializer()), true);
        }

        private <V> Topic<V> made(String name, Schema schema, boolean compacted) {
            return new Topic<>(prefix + name, serde(schema, AvroSerde.Writers.SLUICE), compacted);
        }

        private <V> Topic<V> given(String name, Schema schema, boolean compacted) {
            return new Topic<>(
                    prefix + name,
                    new EitherSerde<>(this.<V>serde(schema, AvroSerde.Writers.ANYBODY), new JsonSerde<>(schema)),
                    compacted);
        }

        private <V> Serde<V> serde(Schema schema, AvroSerde.Writers writers) {
            return registry == null ? new JsonSerde<>(schema) : new AvroSerde<>(registry, schema, writers);
        }
    }
}
