package io.sluice.policy.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What is wrong with a file: its message is {@code FILE:LINE: what is wrong, with the field's name and what was expected}. */
public final class FileProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FileProblem(String file, long line, String message) {
        super(file + ':' + line + ": " + message.replaceAll("\\s*\\R\\s*", " "));
    }

    /** That something, such as {@code the file}, cannot be read, and why: of itself a trouble may name the place alone. */
    static FileProblem unreadable(String place, String what, IOException trouble) {
        return new FileProblem(place, 1, what + " cannot be read: " + why(trouble));
    }

    private static String why(IOException trouble) {
        if (trouble instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = trouble instanceof FileSystemException file ? file.getReason() : null;
        return reason == null ? String.valueOf(trouble.getMessage()) : reason;
    }
}
