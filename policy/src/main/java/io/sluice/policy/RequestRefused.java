package io.sluice.policy;

/** A request that can never be called. */
public final class RequestRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    public RequestRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** One of the closed list of reason codes. */
    public String code() {
        return code;
    }
}
