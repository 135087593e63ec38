package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.RegistryClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that no client of good will sends. The registry answers it and lives. */
final class HostileRegistryTest {
    private EmbeddedRegistry registry;
    private RegistryClient client;

    @BeforeEach
    void start() {
        registry = EmbeddedRegistry.start(RegistrySettings.inMemory());
        client = new RegistryClient(registry.url());
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(client.get("/").status()).as("it still answers").isEqualTo(200);
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "1", "{} {}", "\u0000", "{\"schema\":"})
    void aBodyThatIsNoJsonObjectIsABadRequest(String body) throws Exception {
        for (String path : new String[] {"/subjects/s/versions", "/subjects/s", "/compatibility/subjects/s/versions"}) {
            Reply refused = client.post(path, body);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo(400);
        }
        assertThat(client.put("/config", body).status()).isEqualTo(400);
    }

    @Test
    void aHugeBodyIsRefused() throws Exception {
        Reply refused = client.post("/subjects/s/versions", "x".repeat(5 << 20));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo(413);
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        assertThat(client.post("/subjects/s/versions", "[".repeat(1 << 20)).status())
                .isEqualTo(400);
        String open = "{\"type\":\"array\",\"items\":";
        String deep = open.repeat(50_000) + "\"int\"" + "}".repeat(50_000);
        assertThat(client.register("s", deep).code()).isEqualTo(42201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void whatAForeignWebPageCanSendIsRefused(String contentType) throws Exception {
        String body = RegistryClient.schemaBody(WithRegistry.V1).toString();
        Reply refused = client.send("POST", "/subjects/s/versions", BodyPublishers.ofString(body), contentType);
        assertThat(refused.status()).isEqualTo(415);
        assertThat(client.get("/subjects").text()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "OPTIONS", "POST"})
    void aMethodThatAPathHasNotIsNotAllowed(String method) throws Exception {
        Reply refused = client.send(method, "/subjects", BodyPublishers.noBody(), RegistryClient.TYPE);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.code()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /subjects/%zz/versions HTTP/1.1",
                "GET /subjects/../../etc/passwd HTTP/1.1",
                "GET /subjects?deleted=%f HTTP/1.1",
                "GET //subjects HTTP/1.1",
                "GET * HTTP/1.1",
                "nonsense"
            })
    void aBrokenRequestLineIsAClientsError(String line) throws Exception {
        assertThat(raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[04].*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.test",
                "evil.test:8081",
                "127.0.0.1.evil.test",
                "localhost.evil.test:80",
                "::1",
                "",
                "127.1"
            })
    void aPageWhoseNameWasLedHereIsTurnedAway(String host) throws Exception {
        assertThat(raw("GET /subjects HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .endsWith("as the host\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:8081", "LocalHost:8081", "localhost", "[::1]:8081", "10.0.0.7"})
    void whoAsksForThisMachineIsAnswered(String host) throws Exception {
        assertThat(raw("GET /subjects HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void whereOthersCanConnectEveryNameWillDo() throws Exception {
        try (EmbeddedRegistry open =
                EmbeddedRegistry.start(RegistrySettings.inMemory().listen(new HostPort("0.0.0.0", 0)))) {
            int port = URI.create(open.url()).getPort();
            assertThat(raw(port, "GET /subjects HTTP/1.1\r\nHost: registry.test\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void headIsAnsweredWithoutABody() throws Exception {
        assertThat(raw("HEAD /subjects HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .endsWith("\r\n\r\n");
    }

    private String raw(String request) throws IOException {
        return raw(URI.create(registry.url()).getPort(), request);
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
