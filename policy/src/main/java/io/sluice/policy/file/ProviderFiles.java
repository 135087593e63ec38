package io.sluice.policy.file;

import io.sluice.policy.Policy;
import io.sluice.policy.PolicyException;
import io.sluice.policy.PolicyReader;
import io.sluice.policy.explain.ExampleCheck;
import java.util.ArrayList;
import java.util.Comparator;
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
            for (YamlFile.Document document : ProviderSources.documents(place)) {
                Policy policy = policy(document);
                seen(policy, document, seen);
                policies.add(policy);
            }
        }
        return policies;
    }

    /**
     * Everything that is to be said of a place; its examples are run.
     *
     * @param seen names of providers of other places; those of this one are added
     */
    public static Findings check(String place, Set<String> seen) {
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        int examples = 0;
        try {
            for (YamlFile.Document document : ProviderSources.documents(place)) {
                try {
                    Policy policy = PolicyReader.read(document.tree());
                    lines(document, ExampleCheck.of(policy), "", problems);
                    lines(document, Warnings.of(policy), "warning: ", warnings);
                    examples += policy.examples().size();
                    seen(policy, document, seen);
                } catch (PolicyException e) {
                    lines(document, e.problems(), "", problems);
                }
            }
        } catch (FileProblem e) {
            problems.add(e.getMessage());
        }
        return new Findings(problems, warnings, examples);
    }

    /** A line for each provider to which credentials go in the clear, for whoever is going to call it. */
    public static List<String> inClear(List<Policy> policies) {
        return policies.stream()
                .flatMap(policy -> Warnings.inClear(policy).stream()
                        .map(problem -> "provider '" + policy.name() + "': " + problem.message()))
                .toList();
    }

    private static void lines(
            YamlFile.Document document, List<PolicyException.Problem> found, String kind, List<String> lines) {
        found.stream()
                .sorted(Comparator.comparingInt(problem -> document.line(problem.pointer())))
                .map(problem ->
                        new FileProblem(document.file(), document.line(problem.pointer()), kind + problem.message()))
                .forEach(problem -> lines.add(problem.getMessage()));
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
}
