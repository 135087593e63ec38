package io.sluice.policy.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file, or the YAML and JSON files of a folder in order of their names. */
final class FilesAt {
    private FilesAt() {}

    static List<Path> of(String place) {
        Path path = Path.of(place);
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> found = files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new FileProblem(place, 1, "the folder has no file *.yaml, *.yml or *.json");
            }
            return found;
        } catch (IOException e) {
            throw FileProblem.unreadable(place, "the folder", e);
        }
    }
}
