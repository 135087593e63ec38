package io.sluice.core.learn;

import io.sluice.core.credential.Credential;

/** The endpoint and credential of calls. */
record Caller(String endpoint, Credential credential) {}
