package io.sluice.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldLinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b\tc", "caf\u00e9", "~!\"", "\u00a0\u00ff"})
    void aValueIsVisibleAsciiOrLatin1(String value) {
        assertThat(FieldLines.isValue(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nB: c", "\u0000", "\u007f", "\u0080", "\u009f", "\u0100", "\u20ac", "\uD83D"})
    void aValueHasNoControlCharactersAndNothingBeyondLatin1(String value) {
        assertThat(FieldLines.isValue(value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host", "TE", "Proxy-Authorization", "proxy-connection", "Transfer-Encoding", "HTTP2-Settings"})
    void whatIsTheConnectionsIsNobodyElses(String name) {
        assertThat(FieldLines.isOfConnection(name)).isTrue();
        assertThat(FieldLines.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "cookie", "Content-Length", "Expect"})
    void whatTheCallerSaysIsNoRequests(String name) {
        assertThat(FieldLines.isOfConnection(name)).isFalse();
        assertThat(FieldLines.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE", "get", "", "GET ", "G-T", "ABCDEFGHIJKLMNOPQRSTU"})
    void someMethodsAreRefused(String method) {
        assertThat(Methods.isAllowed(method)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PROPFIND"})
    void othersAreNot(String method) {
        assertThat(Methods.isAllowed(method)).isTrue();
    }
}
