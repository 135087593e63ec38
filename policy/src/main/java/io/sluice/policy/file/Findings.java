package io.sluice.policy.file;

import java.util.List;

/**
 * What was found in provider files, one line each.
 *
 * @param problems why they cannot be used, or examples that come to something else
 * @param warnings what the provider may take amiss
 * @param examples how many were run
 */
public record Findings(List<String> problems, List<String> warnings, int examples) {
    public Findings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
