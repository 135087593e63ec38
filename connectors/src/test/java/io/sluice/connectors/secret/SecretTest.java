package io.sluice.connectors.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void aSecretDoesNotPrintItself() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret).hasToString("[secret]");
        assertThat(String.valueOf(List.of(secret))).doesNotContain("hunter2");
        assertThat(new SecretSource.Clear(secret).toString()).doesNotContain("hunter2");
        assertThat(new OpenedSecret(Map.of("token", secret), List.of()).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void secretsOfTheSameTextAreEqualAndTheirHashTellsNothing() {
        assertThat(Secret.of("hunter2")).isEqualTo(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
        assertThat(Secret.of("hunter2")).hasSameHashCodeAs(Secret.of("other"));
    }

    @Test
    void anEmptySecretIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(""));
    }

    @Test
    void originsAreNormalised() {
        assertThat(Origin.of("HTTPS://Api.Example.COM./v1?x=1")).hasToString("https://api.example.com:443");
        assertThat(Origin.of("http://example.com")).isEqualTo(Origin.of("http://example.com:80/"));
        assertThat(Origin.of("http://[::1]:8080/x").address()).isEqualTo("::1");
        assertThat(Origin.of("https://example.com:8443").authority()).isEqualTo("example.com:8443");
        assertThat(Origin.of("https://example.com:443").authority()).isEqualTo("example.com");
    }

    @Test
    void whatIsNoPlainUrlHasNoOrigin() {
        for (String url :
                List.of("ftp://example.com", "/path", "https://", "https://user@example.com/", "http://a b/")) {
            assertThatIllegalArgumentException().as(url).isThrownBy(() -> Origin.of(url));
        }
    }
}
