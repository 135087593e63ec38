package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.SecretException;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyReader;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.RequestRules;
import io.sluice.policy.WireForm;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What intake takes, the caller can send. */
class TakenRequestsTest {
    private static final int REQUESTS = 100_000;
    private static final String PIECES =
            "aZ09-._~!$&'()*+,;=:@/?#[]%\\\"<>^`{|} \t\r\n\u0000\u007f\u0085\u00a0\u00e9\u20ac";
    private static final List<String> WORDS =
            List.of("%2e", "%zz", "..", "//", "\uD83D\uDE00", "\uD83D", "\uDE00", "%C3%A9", "{}", "AP8=", "null");
    private static final List<String> HEADERS =
            List.of("X-A", "Host", "TE", "Cookie", "proxy-x", "X A", "Accept-Encoding", "Content-Length", "");
    private static final Policy API = PolicyReader.read(JsonRecords.tree("""
            {"provider":"api","baseUrl":"http://127.0.0.1:1/v1","auth":"none",
             "endpoints":[{"name":"one","match":"* /{a}/**"}],
             "limits":[{"name":"l","scope":["param:a"],"quota":2,"per":"3s","window":"first-call"}]}""".getBytes(StandardCharsets.UTF_8)));

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void aRandomRequestIsRefusedAtIntakeOrReadyForTheWire() {
        int taken = 0;
        for (int i = 0; i < REQUESTS; i++) {
            ApiRequest request = request();
            if (accepted(request)) {
                taken++;
                send(request);
            }
        }
        assertThat(taken).as("seed " + seed).isBetween(REQUESTS / 50, REQUESTS - REQUESTS / 50);
    }

    private static boolean accepted(ApiRequest request) {
        try {
            RequestRules.check(request);
            return true;
        } catch (RequestRefused refused) {
            return false;
        }
    }

    private void send(ApiRequest request) {
        try {
            Matcher.match(API, request, 1);
            WireForm form = WireForm.of(API, request);
            ApiCall call = Calls.to(form.url(), "a", 0)
                    .setMethod(request.getMethod())
                    .setHeaders(form.headers())
                    .setBody(form.body())
                    .setAuth(List.of())
                    .build();
            Preparation.of(call, Origin.of(call.getUrl()), OpenedSecret.none());
        } catch (RequestRefused | SecretException | RuntimeException e) {
            fail("seed " + seed + ": " + request, e);
        }
    }

    private ApiRequest request() {
        ApiRequest.Builder request = ApiRequest.newBuilder().setProvider("api").setPath("/" + text());
        switch (random.nextInt(14)) {
            case 0 ->
                request.setMethod(
                        List.of("GET", "POST", "TRACE", "CONNECT", "get", "").get(random.nextInt(6)));
            case 1 -> request.setQuery(texts());
            case 2 -> request.setHeaders(Map.of(HEADERS.get(random.nextInt(HEADERS.size())), List.of(text())));
            case 3 -> request.setBody(text());
            case 4 -> request.setJson(random.nextBoolean() ? "{\"a\":\"" + text() + "\"}" : text());
            case 5 -> request.setForm(texts());
            case 6 -> request.setBodyBase64(text());
            case 7 -> request.setIdempotencyKey(text()).setMethod("POST").setAccount("a");
            case 8 -> request.setId(text());
            case 9 -> request.setAccount(text()).setCredential(text());
            case 10 -> request.setContext(text()).setContextIsJson(random.nextBoolean());
            case 11 -> request.setCost(random.nextLong()).setTimeoutMs(random.nextLong());
            case 12 -> request.setDeadline(random.nextLong()).setMaxWaitMs(random.nextLong());
            default -> request.setClient(text()).setBatch(text());
        }
        return request.build();
    }

    private Map<String, List<String>> texts() {
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            values.add(text());
        }
        return Map.of(text(), values);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    random.nextInt(6) == 0
                            ? WORDS.get(random.nextInt(WORDS.size()))
                            : PIECES.charAt(random.nextInt(random.nextInt(3) == 0 ? PIECES.length() : 20)));
        }
        return text.toString();
    }
}
