package io.sluice.embedded.registry.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that holds for all subjects, and values of single subjects that go before it. */
public final class Setting<T> {
    private final T initial;
    private final Map<String, T> bySubject = new HashMap<>();
    private T global;

    Setting(T initial) {
        this.initial = initial;
        this.global = initial;
    }

    public T global() {
        return global;
    }

    /** The subject's own value, if it has one. */
    public Optional<T> of(String subject) {
        return Optional.ofNullable(bySubject.get(subject));
    }

    /** The value that counts for a subject. */
    public T inScope(String subject) {
        return bySubject.getOrDefault(subject, global);
    }

    /** Without a subject: for all; without a value: back to what it was at first. */
    void set(@Nullable String subject, @Nullable T value) {
        if (subject == null) {
            global = value == null ? initial : value;
        } else if (value == null) {
            bySubject.remove(subject);
        } else {
            bySubject.put(subject, value);
        }
    }
}
