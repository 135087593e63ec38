package io.sluice.policy.file;

import io.sluice.policy.Policy;
import io.sluice.policy.PolicyException;
import io.sluice.policy.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Provider files, by path of a file or folder, or by the name of a bundled one. */
public final class ProviderFiles {
    private ProviderFiles() {}

    /** Reads them; {@link FileProblem} names the first thing that is wrong. */
    public static List<Policy> load(List<String> places) {
        List<Policy> policies = new ArrayList<>();
        for (String place : places) {
            for (YamlFile.Document document : documents(place)) {
                Policy policy = policy(document);
                if (policies.stream().anyMatch(other -> other.name().equals(policy.name()))) {
                    throw new FileProblem(
                            document.file(),
                            document.line("/provider"),
                            "provider '" + policy.name() + "' is declared twice");
                }
                policies.add(policy);
            }
        }
        return policies;
    }

    /** Everything that is wrong with a place, one line each; empty where nothing is. */
    public static List<String> problems(String place) {
        List<String> lines = new ArrayList<>();
        try {
            for (YamlFile.Document document : documents(place)) {
                try {
                    PolicyReader.read(document.tree());
                } catch (PolicyException e) {
                    for (PolicyException.Problem problem : e.problems()) {
                        lines.add(new FileProblem(document.file(), document.line(problem.pointer()), problem.message())
                                .getMessage());
                    }
                }
            }
        } catch (FileProblem e) {
            lines.add(e.getMessage());
        }
        return lines;
    }

    private static Policy policy(YamlFile.Document document) {
        try {
            return PolicyReader.read(document.tree());
        } catch (PolicyException e) {
            PolicyException.Problem first = e.problems().get(0);
            throw new FileProblem(document.file(), document.line(first.pointer()), first.message());
        }
    }

    private static List<YamlFile.Document> documents(String place) {
        if (!Files.exists(Path.of(place)) && place.matches("[A-Za-z0-9._-]+")) {
            String resource = "/providers/" + place + ".yaml";
            try (InputStream bundled = ProviderFiles.class.getResourceAsStream(resource)) {
                if (bundled != null) {
                    return YamlFile.parse(place, new String(bundled.readAllBytes(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        List<YamlFile.Document> documents = new ArrayList<>();
        Places.files(place).forEach(file -> documents.addAll(YamlFile.read(file)));
        return documents;
    }
}
