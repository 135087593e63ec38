package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;

/** Which credentials may make the calls of a request. */
public sealed interface Eligible {
    /** Any credential of the provider. */
    record Any() implements Eligible {
        @Override
        public boolean admits(Credential credential) {
            return true;
        }

        @Override
        public String describe() {
            return "any account";
        }
    }

    /** The credentials of one account. */
    record OfAccount(String account) implements Eligible {
        @Override
        public boolean admits(Credential credential) {
            return credential.account().equals(account);
        }

        @Override
        public String describe() {
            return "account " + account;
        }
    }

    /** One credential, by name. */
    record One(String id) implements Eligible {
        @Override
        public boolean admits(Credential credential) {
            return credential.id().equals(id);
        }

        @Override
        public String describe() {
            return "credential " + id;
        }
    }

    /** One credential, by name, where it belongs to that account. */
    record OneOfAccount(String id, String account) implements Eligible {
        @Override
        public boolean admits(Credential credential) {
            return credential.id().equals(id) && credential.account().equals(account);
        }

        @Override
        public String describe() {
            return "credential " + id + " of account " + account;
        }
    }

    boolean admits(Credential credential);

    /** Names it for people. */
    String describe();
}
