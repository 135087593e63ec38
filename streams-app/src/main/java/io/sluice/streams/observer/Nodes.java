package io.sluice.streams.observer;

/** Names of nodes and stores. Stores' names are names of changelogs: they stay. */
final class Nodes {
    static final String READ_OUTCOMES = "read-outcomes";
    static final String READ_CREDENTIAL_STATE = "read-credential-state";
    static final String OBSERVE = "observe";
    static final String WRITE_ENDPOINTS = "write-endpoints";
    static final String WRITE_CREDENTIALS = "write-credentials";
    static final String WRITE_ERROR_PATTERNS = "write-error-patterns";

    static final String ENDPOINT_WINDOWS = "endpoint-windows";
    static final String CREDENTIAL_WINDOWS = "credential-windows";
    static final String ERROR_PATTERNS = "error-patterns";

    private Nodes() {}
}
