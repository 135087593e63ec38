package io.sluice.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.http.AuthPlace.Kind;
import io.sluice.connectors.http.Authenticator.Authenticated;
import io.sluice.connectors.http.Authenticator.RequestLine;
import io.sluice.connectors.secret.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private static final RequestLine LINE = new RequestLine("", "/v1/things/7", "a=1");

    @Test
    void aHeaderCarriesTheSecret() {
        Authenticated filled = fill("hunter2", new AuthPlace(Kind.HEADER, "Authorization", "Bearer {token}"));

        assertThat(filled.target()).isEqualTo("/v1/things/7?a=1");
        assertThat(filled.headers())
                .containsExactly(new Header("X-Own", "1"), new Header("Authorization", "Bearer hunter2"));
        assertThat(filled.toString()).doesNotContain("hunter2");
        assertThat(filled.headers().toString()).doesNotContain("hunter2");
    }

    @Test
    void aQueryParameterIsAddedAndEncoded() {
        AuthPlace place = new AuthPlace(Kind.QUERY, "api key", "{token}");

        assertThat(fill("a&b=c d#\u00e9", place).target())
                .isEqualTo("/v1/things/7?a=1&api%20key=a%26b%3Dc%20d%23%C3%A9");
        assertThat(Authenticator.fill(new RequestLine("", "/", ""), List.of(), List.of(place), secret("x"))
                        .target())
                .isEqualTo("/?api%20key=x");
    }

    @Test
    void cookiesShareOneHeader() {
        assertThat(fill("s3", new AuthPlace(Kind.COOKIE, "sid", "{token}"), new AuthPlace(Kind.COOKIE, "v", "2"))
                        .headers())
                .contains(new Header("Cookie", "sid=s3; v=2"));
    }

    @Test
    void aPathGoesInFrontOfThePath() {
        AuthPlace place = new AuthPlace(Kind.PATH, "", "/bot{token}");

        assertThat(fill("123:AB-c_d", place).target()).isEqualTo("/bot123:AB-c_d/v1/things/7?a=1");
        assertThat(fill("../admin?x", place).target()).isEqualTo("/bot..%2Fadmin%3Fx/v1/things/7?a=1");
    }

    @Test
    void aPathGoesBehindTheBasePath() {
        RequestLine line = new RequestLine("/v3", "/x", "a=1");
        List<AuthPlace> places =
                List.of(new AuthPlace(Kind.PATH, "", "/{token}"), new AuthPlace(Kind.PATH, "", "second"));

        assertThat(Authenticator.fill(line, List.of(), places, secret("s3/t")).target())
                .isEqualTo("/v3/s3%2Ft/second/x?a=1");
    }

    @Test
    void severalPartsFillSeveralPlaces() {
        Authenticated filled = Authenticator.fill(
                LINE,
                List.of(),
                List.of(
                        new AuthPlace(Kind.HEADER, "trakt-api-key", "{client_id}"),
                        new AuthPlace(Kind.HEADER, "Authorization", "{client_id}:{token}")),
                Map.of("client_id", Secret.of("id7"), "token", Secret.of("t8")));

        assertThat(filled.headers())
                .containsExactly(new Header("trakt-api-key", "id7"), new Header("Authorization", "id7:t8"));
    }

    @Test
    void aSecretThatDoesNotFitItsPlaceIsRefusedWithoutTellingIt() {
        refused("hunter2\r\nX-Evil: 1", new AuthPlace(Kind.HEADER, "Authorization", "Bearer {token}"));
        refused("hunter2; admin=1", new AuthPlace(Kind.COOKIE, "sid", "{token}"));
        refused("..", new AuthPlace(Kind.PATH, "", "/x/{token}"));
        refused("hunter2", new AuthPlace(Kind.HEADER, "Authorization", "Bearer {tokn}"));
    }

    private static void refused(String secret, AuthPlace place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fill(secret, place))
                .withMessageNotContaining("hunter2");
    }

    private static Authenticated fill(String secret, AuthPlace... places) {
        return Authenticator.fill(LINE, List.of(new Header("X-Own", "1")), List.of(places), secret(secret));
    }

    private static Map<String, Secret> secret(String clear) {
        return Map.of("token", Secret.of(clear));
    }
}
