package io.sluice.connectors.secret;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What references that come from a topic may name; nothing by default.
 *
 * @param folder {@code file} references resolve below it ({@code --secrets-dir})
 * @param envPrefix {@code env} references begin with it ({@code --secrets-env})
 */
public record ReferenceRules(Optional<Path> folder, Optional<String> envPrefix) {
    public ReferenceRules {
        if (envPrefix.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("an empty prefix would open the whole environment to the topic");
        }
    }

    /** Rules under which no reference from a topic resolves. */
    public static ReferenceRules none() {
        return new ReferenceRules(Optional.empty(), Optional.empty());
    }
}
