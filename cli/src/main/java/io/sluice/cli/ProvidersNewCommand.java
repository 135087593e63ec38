package io.sluice.cli;

import io.sluice.policy.file.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Writes a provider file to begin with: what an API needs, and in comments what it may need.",
        footer = {"", "Example:", "  sluice providers new https://api.example.com/v1 --out example.yaml"})
final class ProvidersNewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "Where the API's paths begin.")
    private String url = "";

    @Option(names = "--name", paramLabel = "N", description = "Name of the provider (default: from the URL).")
    private @Nullable String name;

    @Option(names = "--out", paramLabel = "F", description = "The file; it must not be there yet (default: stdout).")
    private @Nullable Path out;

    @Option(names = "--json", description = "As one line of JSON, without comments.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Template template = template();
        String text = json ? template.json() + "\n" : template.yaml();
        if (out == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return Main.OK;
        }
        try {
            Files.write(out, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UserError("--out is '" + out + "', which is there already, expected a new file");
        } catch (IOException e) {
            throw new UserError("--out is '" + out + "', which cannot be written: " + e.getMessage());
        }
        spec.commandLine().getOut().println("written: " + out + "; next: sluice providers validate " + out);
        return Main.OK;
    }

    private Template template() {
        try {
            return name == null ? Template.of(url) : Template.of(name, url);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
