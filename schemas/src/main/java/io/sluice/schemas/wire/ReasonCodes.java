package io.sluice.schemas.wire;

/** Codes of responses for why a request was not served; of all of them those that more than one place gives or goes by. */
public final class ReasonCodes {
    public static final String BAD_REQUEST = "bad-request";
    public static final String UNKNOWN_FIELD = "unknown-field";
    public static final String TOO_LARGE = "too-large";
    public static final String ID_REUSED = "id-reused";
    public static final String UNKNOWN_PROVIDER = "unknown-provider";
    public static final String ACCOUNT_REQUIRED = "account-required";
    public static final String NO_CREDENTIAL = "no-credential";

    private ReasonCodes() {}
}
