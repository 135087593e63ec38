package io.sluice.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialKeyTest {
    @Test
    void aKeyIsReadAsItWasWritten() {
        CredentialKey key = new CredentialKey("twitter", "alice@x");
        assertThat(key.text()).isEqualTo("twitter:alice@x");
        assertThat(CredentialKey.parse(key.text())).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "twitter", ":alice"})
    void aTextWithoutAProviderIsNoKey(String text) {
        assertThat(CredentialKey.parse(text)).isEmpty();
    }
}
