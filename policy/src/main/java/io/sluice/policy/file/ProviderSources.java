package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the documents of provider files, and puts those together that extend others. */
final class ProviderSources {
    private static final String NAME = "[A-Za-z0-9._-]+";

    private ProviderSources() {}

    /** The documents of a file, a folder, or a bundled file; {@link FileProblem} says what is wrong. */
    static List<YamlFile.Document> documents(String place) {
        List<YamlFile.Document> documents = new ArrayList<>();
        if (!Files.exists(Path.of(place)) && place.matches(NAME)) {
            documents.addAll(bundled(place));
        } else {
            FilesAt.of(place).forEach(file -> documents.addAll(YamlFile.read(file)));
        }
        return documents.stream()
                .map(document -> whole(document, new HashSet<>(Set.of(place(document)))))
                .toList();
    }

    private static List<YamlFile.Document> bundled(String name) {
        String text = Bundled.text(name)
                .orElseThrow(() -> new FileProblem(
                        name,
                        1,
                        "there is no such file, and no bundled provider of this name, expected a path or one of "
                                + String.join(", ", Bundled.NAMES)));
        return YamlFile.parse(name, text);
    }

    /** @param chain files that extend one another up to this one */
    private static YamlFile.Document whole(YamlFile.Document document, Set<String> chain) {
        JsonNode named = document.tree().path(Extension.FIELD);
        if (named.isMissingNode() || named.isNull()) {
            return document;
        }
        if (!named.isTextual() || named.textValue().isBlank()) {
            throw problem(document, "field 'extends' names no file, expected one beside this one or a bundled one");
        }
        List<YamlFile.Document> found = base(document, named.textValue());
        if (found.size() != 1 || !found.get(0).tree().isObject()) {
            throw problem(document, "field 'extends' is '" + named.textValue() + "', expected a file of one provider");
        }
        YamlFile.Document base = found.get(0);
        if (!chain.add(place(base))) {
            throw problem(
                    document, "field 'extends' leads back to '" + base.file() + "', expected a file that does not");
        }
        return Extension.of(document, whole(base, chain).tree());
    }

    private static List<YamlFile.Document> base(YamlFile.Document document, String name) {
        try {
            Path beside = Path.of(document.file()).resolveSibling(name);
            if (Files.isRegularFile(beside)) {
                return YamlFile.read(beside);
            }
        } catch (InvalidPathException e) {
            // told below
        }
        if (Bundled.NAMES.contains(name)) {
            return bundled(name);
        }
        throw problem(
                document,
                "field 'extends' is '" + name + "', expected a file beside this one or one of "
                        + String.join(", ", Bundled.NAMES));
    }

    private static String place(YamlFile.Document document) {
        return Path.of(document.file()).normalize().toString();
    }

    private static FileProblem problem(YamlFile.Document document, String message) {
        return new FileProblem(document.file(), document.line('/' + Extension.FIELD), message);
    }
}
