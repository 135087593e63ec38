package io.sluice.policy.file;

/** Where a part of a secret is found. */
public sealed interface SecretRef {
    /** In an environment variable. */
    record Env(String name) implements SecretRef {}

    /** In a file, which is read again when it changes. */
    record FileRef(String path) implements SecretRef {}

    /** In the credentials file itself. */
    record Value(String value) implements SecretRef {
        @Override
        public String toString() {
            return "Value[secret]";
        }
    }
}
