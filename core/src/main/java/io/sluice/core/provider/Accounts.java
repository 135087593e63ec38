package io.sluice.core.provider;

/** Which requests may go with a credential that they do not name. */
public enum Accounts {
    /** Every request names an account or a credential. */
    OWN,
    /** GET and HEAD may go with any credential; others too where the provider has only one account. */
    READS,
    /** Every request may go with any credential. */
    ANY
}
