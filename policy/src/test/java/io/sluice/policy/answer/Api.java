package io.sluice.policy.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.core.schedule.Outcome;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An API of a provider's file, whose answers come at midnight of 2026-01-01, UTC, a tenth of a second after their calls. */
final class Api {
    /** 2026-01-01T00:00:00Z. */
    static final long MIDNIGHT = 1_767_225_600_000L;

    /** That of midnight. */
    static final String DATE = "date: Thu, 01 Jan 2026 00:00:00 GMT\n";

    /** Limits of its users and of its app, which no call for its status counts in. */
    static final String USER_AND_APP = """
            'endpoints': [{'name': 'read', 'match': 'GET /**'}, {'name': 'status', 'match': 'POST /status'}],
            'limits': [
              {'name': 'user', 'endpoints': ['read'], 'scope': ['account'], 'quota': 100, 'per': '60s', 'window': 'first-call'},
              {'name': 'app', 'endpoints': ['read'], 'scope': ['app'], 'quota': 100, 'per': '1h', 'window': 'sliding'}]""";

    private static final long SENT = MIDNIGHT - 100;

    private final Policy policy;

    /** The fields of its file beside the ones that each must have, in JSON with single quotes. */
    Api(String fields) {
        String file =
                "{'provider':'api','baseUrl':'https://api.example'" + (fields.isBlank() ? "" : ",") + fields + "}";
        try {
            policy = PolicyReader.read(new ObjectMapper().readTree(file.replace('\'', '"')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an answer of its first endpoint means; headers are given one on each line. */
    Outcome.Answered read(int status, String headers, String body) {
        return read(
                policy.provider().endpoints().get(0).name(), status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** What an answer means whose body was left out. */
    Outcome.Answered readHead(int status, String headers) {
        return read(policy.provider().endpoints().get(0).name(), status, headers, null);
    }

    Outcome.Answered read(String endpoint, int status, String headers, byte @Nullable [] body) {
        Map<String, List<String>> byName = new HashMap<>();
        headers.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            byName.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        });
        return Answers.read(policy.reading(endpoint), new Answer(status, byName, body, SENT, MIDNIGHT));
    }

    boolean refusesByStatus() {
        return policy.provider().refusesByStatus();
    }

    /** How long a refusal asks to stay away, in ms; 0 where it does not. */
    static long waits(Outcome.Answered answer) {
        return answer.refusal().until() == 0 ? 0 : answer.refusal().until() - MIDNIGHT;
    }
}
