package io.sluice.cli;

import io.sluice.core.credential.Credential;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestLine;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.explain.Explanation;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.schemas.ApiRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Says what a provider file makes of a request: endpoint, who may call, which budgets it takes from.",
        footer = {"", "Example:", "  sluice providers explain telegram 'POST /sendMessage?chat_id=-7' --account bot"})
final class ProvidersExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "F", description = "A provider file or a bundled name.")
    private String place = "";

    @Parameters(index = "1", paramLabel = "'METHOD PATH'", description = "The request, below the base URL.")
    private String request = "";

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Option(
            names = "--credentials",
            paramLabel = "C",
            description = "A credentials file: says which of them may call, and their budgets; may be repeated.")
    private final List<String> credentials = new ArrayList<>();

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Policy policy = OneProvider.at(place);
        List<Credential> known = CredentialFiles.loadWithoutSecrets(credentials).stream()
                .map(CredentialDefinition::credential)
                .toList();
        try {
            Explanation explanation = Explanation.of(policy, request(policy), known);
            List<String> lines = json ? List.of(explanation.json().toString()) : explanation.lines();
            lines.forEach(spec.commandLine().getOut()::println);
            return Main.OK;
        } catch (RequestRefused e) {
            throw new UserError(e.code() + ": " + e.getMessage());
        }
    }

    private ApiRequest request(Policy policy) {
        try {
            return options.request(RequestLine.parse(request).request(policy.name()));
        } catch (IllegalArgumentException e) {
            throw new UserError("the request is '" + request + "', " + e.getMessage());
        }
    }
}
