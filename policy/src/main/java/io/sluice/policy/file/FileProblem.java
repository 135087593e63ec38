package io.sluice.policy.file;

/** What is wrong with a file: its message is {@code FILE:LINE: what is wrong, with the field's name and what was expected}. */
public final class FileProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FileProblem(String file, long line, String message) {
        super(file + ':' + line + ": " + message.replaceAll("\\s*\\R\\s*", " "));
    }
}
