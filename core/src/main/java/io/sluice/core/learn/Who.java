package io.sluice.core.learn;

import io.sluice.core.credential.Credential;

/** Whose calls these are. */
record Who(String endpoint, Credential credential) {}
