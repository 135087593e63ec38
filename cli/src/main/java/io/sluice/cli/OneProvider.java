package io.sluice.cli;

import io.sluice.policy.Policy;
import io.sluice.policy.file.FileProblem;
import io.sluice.policy.file.ProviderFiles;
import java.util.List;

/** The provider of a file that holds one. */
final class OneProvider {
    private OneProvider() {}

    static Policy at(String place) {
        List<Policy> policies = ProviderFiles.load(List.of(place));
        if (policies.size() != 1) {
            throw new FileProblem(place, 1, "there are " + policies.size() + " providers, expected one");
        }
        return policies.get(0);
    }
}
