package io.sluice.core.learn;

import io.sluice.core.credential.Credential;

/** Whose calls these are. */
record Caller(String endpoint, Credential credential) {}
