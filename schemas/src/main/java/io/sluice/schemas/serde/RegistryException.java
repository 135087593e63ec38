package io.sluice.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry did not answer, or refused what it was asked; the record is not to blame. */
public class RegistryException extends RetriableException {
    private static final long serialVersionUID = 1;

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
