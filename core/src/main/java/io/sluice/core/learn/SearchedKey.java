package io.sluice.core.learn;

import org.jspecify.annotations.Nullable;

/** A scope key whose limit is searched for, and what is noted of it meanwhile. */
final class SearchedKey {
    final KeySearch search;
    final SeparateKeys separate = new SeparateKeys();
    /** The caller that was answered last, and when. */
    @Nullable
    Caller caller;

    long heardAt;
    /** Whether it was looked at whose limit it shares. */
    boolean compared;
    /** Whether it goes on with what was found for another one. */
    boolean adopted;

    boolean restored;

    SearchedKey(KeySearch search) {
        this.search = search;
    }

    /** Whether what is known of others may be taken for it. */
    boolean isBlank() {
        return !restored && search.isUntouched();
    }
}
