package io.sluice.cli.talk;

import io.sluice.cli.engine.Reader;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The credentials of a pipeline and how they fare. */
public final class CredentialList {
    private final List<CredentialState> credentials;

    private CredentialList(List<CredentialState> credentials) {
        this.credentials = credentials;
    }

    /** Asks a pipeline for the credentials of a provider, or of all. */
    public static CredentialList of(Map<String, Object> client, Topics topics, @Nullable String provider) {
        Map<String, CredentialState> states = new TreeMap<>();
        try (Reader reader = new Reader(client)) {
            reader.fromStart(List.of(topics.credentialState().name()));
            Map<TopicPartition, Long> ends = reader.ends();
            while (!reader.caughtUp(ends)) {
                reader.poll(100).forEach(record -> {
                    if (record.value() == null) {
                        states.remove(Reader.key(record));
                    } else {
                        states.put(Reader.key(record), topics.credentialState().read(record.value()));
                    }
                });
            }
        }
        states.values()
                .removeIf(state -> provider != null && !state.getProvider().equals(provider));
        return new CredentialList(AsOf.now(List.copyOf(states.values()), System.currentTimeMillis()));
    }

    /** Their states. */
    public List<CredentialState> states() {
        return credentials;
    }

    /** A table for people. */
    public List<String> lines() {
        return credentials.isEmpty()
                ? List.of("no credentials")
                : StatusReport.credentialLines(credentials, System.currentTimeMillis());
    }

    /** A line of JSON for each. */
    public List<String> json() {
        JsonRecords<CredentialState> json = new JsonRecords<>(CredentialState.getClassSchema());
        return credentials.stream()
                .map(state -> new String(json.write(state), StandardCharsets.UTF_8))
                .toList();
    }
}
