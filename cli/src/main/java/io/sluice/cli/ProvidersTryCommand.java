package io.sluice.cli;

import io.sluice.cli.trial.Trial;
import io.sluice.core.schedule.Verdict;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestLine;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.schemas.ApiRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one call by a provider file, without Kafka, and says what the file makes of the answer.",
            "No secret is shown: places of the credential stand as in the file."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the answer means ok",
            "2:bad input, or the provider cannot be reached",
            "3:it means something else"
        },
        footer = {"", "Example:", "  sluice providers try github GET /rate_limit --credentials me.yaml"})
final class ProvidersTryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "F", description = "A provider file or a bundled name.")
    private String place = "";

    @Parameters(index = "1", paramLabel = "METHOD", description = "HTTP method.")
    private String method = "";

    @Parameters(index = "2", paramLabel = "PATH", description = "Path below the base URL, with its query.")
    private String path = "";

    @Option(names = "--credentials", paramLabel = "C", description = "A credentials file or a folder; may be repeated.")
    private final List<String> credentials = new ArrayList<>();

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Policy policy = OneProvider.at(place);
        ApiRequest request =
                options.request(new RequestLine(method.toUpperCase(Locale.ROOT), path).request(policy.name()));
        List<CredentialDefinition> known = CredentialFiles.loadFor(Set.of(policy.name()), credentials);
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Trial trial = Trial.of(policy, request, known, folder.path());
            List<String> lines = json ? List.of(trial.json().toString()) : trial.lines();
            lines.forEach(spec.commandLine().getOut()::println);
            return trial.meaning().is() == Verdict.OK ? Main.OK : Main.NOT_ALL_OK;
        } catch (RequestRefused e) {
            throw new UserError(e.code() + ": " + e.getMessage());
        }
    }
}
