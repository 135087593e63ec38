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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Provider files, by path of a file or folder, or by the name of a bundled one. */
public final class ProviderFiles {
    private ProviderFiles() {}

    /** Reads them; {@link FileProblem} names the first thing that is wrong. */
    public static List<Policy> load(List<String> places) {
        List<Policy> policies = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String place : places) {
            for (YamlFile.Document document : documents(place)) {
                Policy policy = policy(document);
                seen(policy, document, seen);
                policies.add(policy);
            }
        }
        return policies;
    }

    /**
     * Everything that is wrong with a place, one line each; empty where nothing is.
     *
     * @param seen names of providers of other places; those of this one are added
     */
    public static List<String> problems(String place, Set<String> seen) {
        List<String> lines = new ArrayList<>();
        try {
            for (YamlFile.Document document : documents(place)) {
                try {
                    seen(PolicyReader.read(document.tree()), document, seen);
                } catch (PolicyException e) {
                    document.problems(e).forEach(problem -> lines.add(problem.getMessage()));
                }
            }
        } catch (FileProblem e) {
            lines.add(e.getMessage());
        }
        return lines;
    }

    private static void seen(Policy policy, YamlFile.Document document, Set<String> seen) {
        if (!seen.add(policy.name())) {
            throw new FileProblem(
                    document.file(),
                    document.line("/provider"),
                    "field 'provider' is '" + policy.name() + "' again, expected each provider once");
        }
    }

    private static Policy policy(YamlFile.Document document) {
        try {
            return PolicyReader.read(document.tree());
        } catch (PolicyException e) {
            throw document.problems(e).get(0);
        }
    }

    private static List<YamlFile.Document> documents(String place) {
        if (!Files.exists(Path.of(place)) && place.matches("[A-Za-z0-9._-]+")) {
            String resource = "/providers/" + place + ".yaml";
            try (InputStream bundled = ProviderFiles.class.getResourceAsStream(resource)) {
                if (bundled == null) {
                    throw new FileProblem(place, 1, "there is no such file, and no bundled provider of this name");
                }
                return YamlFile.parse(place, new String(bundled.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        List<YamlFile.Document> documents = new ArrayList<>();
        Places.files(place).forEach(file -> documents.addAll(YamlFile.read(file)));
        return documents;
    }
}
