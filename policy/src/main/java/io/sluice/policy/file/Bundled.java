package io.sluice.policy.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The provider files that come with Sluice. */
public final class Bundled {
    /** In the order of the alphabet. */
    public static final List<String> NAMES = List.of(
            "anthropic",
            "danbooru",
            "discord",
            "github",
            "openai",
            "reddit",
            "shopify",
            "slack",
            "spotify",
            "stripe",
            "telegram",
            "trakt",
            "twitter",
            "x");

    private Bundled() {}

    /** The text of a file; empty where there is none of that name. */
    public static Optional<String> text(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        String resource = "/io/sluice/providers/" + name + ".yaml";
        try (InputStream file = Bundled.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
