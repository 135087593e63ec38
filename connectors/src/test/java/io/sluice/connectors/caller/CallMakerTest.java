package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Clock;
import io.sluice.connectors.http.RawServer;
import io.sluice.connectors.secret.CredentialId;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.Secret;
import io.sluice.connectors.secret.SecretName;
import io.sluice.connectors.secret.SecretSource;
import io.sluice.connectors.secret.TopicSecret;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.AuthPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallMakerTest {
    private static final CredentialId ALICE = new CredentialId("twitter", "alice");
    private static final List<AuthPlace> BEARER = Calls.BEARER;

    /** Within how long a call that is not about lateness is to start, ms. */
    private static final long IN_TIME = 60_000;

    @TempDir
    Path folder;

    private final Clock clock = Clock.anchored();
    private final RecordedOutcomes outcomes = new RecordedOutcomes();
    private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private CallMakerRig rig;
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        rig = new CallMakerRig(folder, clock, outcomes);
        server = new RawServer(connection -> {
            while (connection.readHead()) {
                arrivals.add(clock.millis());
                connection.write("HTTP/1.1 204 No Content\r\n\r\n");
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        rig.close();
    }

    @Test
    void aCallCarriesItsSecretToItsOrigin() throws InterruptedException {
        define(server.origin("http"));

        rig.maker.accept(List.of(call("a", 0, IN_TIME, BEARER)));

        assertThat(outcomes.next()).isEqualTo("a: Answered");
        assertThat(server.heads()).singleElement().asString().contains("Authorization: Bearer hunter2");
    }

    /** Ids are unique within a provider, and one caller serves them all. */
    @Test
    void callsOfTwoProvidersThatHaveTheSameIdAreBothMade() throws InterruptedException {
        ApiCall call = call("a", 0, IN_TIME, List.of());

        rig.maker.accept(
                List.of(call, ApiCall.newBuilder(call).setProvider("slack").build()));

        assertThat(List.of(outcomes.next(), outcomes.next())).containsExactly("a: Answered", "a: Answered");
        assertThat(server.heads()).hasSize(2);
    }

    @Test
    void aSecretInThePathStandsBehindTheBaseUrlsOwn() throws InterruptedException {
        define(server.origin("http"));

        rig.maker.accept(List.of(
                call("a", 0, 1_000, List.of(path("/{token}", "/v1"))),
                call("b", 0, 1_000, List.of(path("/{token}", ""))),
                call("c", 0, 1_000, List.of(path("/{token}", "/v2")))));

        assertThat(List.of(outcomes.next(), outcomes.next(), outcomes.next()))
                .containsExactlyInAnyOrder("a: Answered", "b: Answered", "c: bad-request: its path is not below '/v2'");
        assertThat(server.heads())
                .anySatisfy(head -> assertThat(head).startsWith("GET /v1/hunter2/things?a=1 "))
                .anySatisfy(head -> assertThat(head).startsWith("GET /hunter2/v1/things?a=1 "))
                .hasSize(2);
    }

    @Test
    void aSecretGoesToNoOtherOriginWhateverTheCallSays() throws InterruptedException {
        define(Origin.of("https://api.twitter.com"));

        rig.maker.accept(List.of(call("a", 0, IN_TIME, BEARER)));

        assertThat(outcomes.next()).isEqualTo("a: origin-not-allowed");
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void aCallLeavesNotBeforeItsInstant() throws InterruptedException {
        define(server.origin("http"));
        long notBefore = clock.millis() + 150;

        rig.maker.accept(List.of(call("a", notBefore, IN_TIME, BEARER)));

        assertThat(outcomes.next()).isEqualTo("a: Answered");
        assertThat(arrivals).singleElement().satisfies(at -> assertThat(at).isGreaterThanOrEqualTo(notBefore));
    }

    @Test
    void aLateCallIsNotMade() throws InterruptedException {
        define(server.origin("http"));

        rig.maker.accept(List.of(call("a", 0, -1, BEARER)));

        assertThat(outcomes.next()).isEqualTo("a: late");
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void aCallWhoseInstantIsAfterItsLastIsLate() throws InterruptedException {
        define(server.origin("http"));

        rig.maker.accept(List.of(call("a", clock.millis() + 60, 30, BEARER)));

        assertThat(outcomes.next()).isEqualTo("a: late");
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void aCallWaitsForACredentialThatIsOnItsWay() throws InterruptedException {
        TopicSecret onItsWay = sealed(server.origin("http"));
        rig.maker.accept(List.of(call("a", 0, IN_TIME, BEARER)));
        assertThat(outcomes.silentFor(Duration.ofMillis(60))).isTrue();

        rig.vault.define(onItsWay);

        assertThat(outcomes.next()).isEqualTo("a: Answered");
    }

    @Test
    void aCallDoesNotWaitForACredentialBeyondASecondOrItsLastInstant() throws InterruptedException {
        long before = clock.millis();
        rig.maker.accept(List.of(call("long", 0, IN_TIME, BEARER), call("short", 0, 500, BEARER)));

        assertThat(outcomes.next()).isEqualTo("short: credential-unknown");
        assertThat(outcomes.next()).isEqualTo("long: credential-unknown");
        assertThat(clock.millis() - before).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void aCallThatIsOrderedTwiceIsMadeOnce() throws InterruptedException {
        define(server.origin("http"));

        rig.maker.accept(List.of(call("a", 0, IN_TIME, BEARER), call("a", 0, IN_TIME, BEARER)));
        rig.maker.accept(List.of(call("a", 0, IN_TIME, BEARER), call("b", 0, IN_TIME, BEARER)));

        assertThat(List.of(outcomes.next(), outcomes.next())).containsExactlyInAnyOrder("a: Answered", "b: Answered");
        assertThat(outcomes.silentFor(Duration.ofMillis(100))).isTrue();
        assertThat(server.heads()).hasSize(2);
        assertThat(rig.maker.inFlight().number()).isZero();
    }

    @Test
    void noCallStartsWhileAnswersTakeAllTheirMemory() throws InterruptedException {
        rig.memory.take(1_000);
        rig.maker.accept(List.of(call("a", 0, IN_TIME, List.of()), call("late", 0, 50, List.of())));

        assertThat(outcomes.next()).isEqualTo("late: late");
        assertThat(server.heads()).isEmpty();

        rig.memory.release(1);
        assertThat(outcomes.next()).isEqualTo("a: Answered");
    }

    @Test
    void aCallWithoutAuthNeedsNoCredential() throws InterruptedException {
        rig.maker.accept(List.of(call("a", 0, IN_TIME, List.of())));

        assertThat(outcomes.next()).isEqualTo("a: Answered");
    }

    @Test
    void aSecretWithoutThePartThatIsAskedForMakesNoCall() throws InterruptedException {
        define(server.origin("http"));

        rig.maker.accept(List.of(call("a", 0, IN_TIME, List.of(query("k", "{key}")))));

        assertThat(outcomes.next()).isEqualTo("a: secret-unfit");
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void aCallThatCannotBeSentSaysWhatIsWrongWithIt() throws InterruptedException {
        rig.maker.accept(List.of(
                to("http://127.0.0.1/a b", "url").build(),
                to("http://127.0.0.1/", "method").setMethod("CONNECT").build(),
                to("http://127.0.0.1/", "header")
                        .setHeaders(Map.of("TE", List.of("x")))
                        .build()));

        assertThat(outcomes.next()).startsWith("url: bad-request: not a URL: ").endsWith("at index 18");
        assertThat(outcomes.next()).startsWith("method: bad-request: method 'CONNECT' is not ");
        assertThat(outcomes.next()).isEqualTo("header: bad-request: header te is not the request's to say");
    }

    private void define(Origin origin) {
        rig.vault.define(sealed(origin));
    }

    private TopicSecret sealed(Origin origin) {
        String sealed = rig.keys
                .sealer()
                .seal(new SecretName("twitter", "alice", "token"), Set.of(origin), Secret.of("hunter2"));
        return new TopicSecret(ALICE, Map.of("token", new SecretSource.Sealed(sealed)));
    }

    private static AuthPlace path(String template, String below) {
        return AuthPlace.newBuilder().setPath(template).setBelow(below).build();
    }

    private static AuthPlace query(String name, String value) {
        return AuthPlace.newBuilder().setQuery(name).setValue(value).build();
    }

    private ApiCall.Builder to(String url, String id) {
        return Calls.to(url, id, clock.millis() + IN_TIME).setAuth(List.of());
    }

    private ApiCall call(String id, long notBefore, long startWithinMillis, List<AuthPlace> auth) {
        return Calls.to(server.origin("http") + "/v1/things?a=1", id, clock.millis() + startWithinMillis)
                .setAuth(auth)
                .setNotBefore(notBefore)
                .build();
    }
}
