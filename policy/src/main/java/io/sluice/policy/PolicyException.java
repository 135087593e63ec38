package io.sluice.policy;

import java.util.List;

/** What is wrong with what a user wrote about a provider or a credential. */
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param pointer JSON pointer to the place (RFC 6901)
     * @param message what is wrong, with the field's name and what was expected
     */
    public record Problem(String pointer, String message) {}

    PolicyException(List<Problem> problems) {
        super(problems.get(0).message());
        this.problems = problems.stream().distinct().toList();
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** All that was found, each once; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
