package io.sluice.cli;

/** Something that the user can mend; its message is the one line that is shown. */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UserError(String message) {
        super(message);
    }
}
