package io.sluice.cli;

import io.sluice.policy.file.EditorSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of the files that you write, for your editor.",
        footer = {
            "",
            "Example:",
            "  sluice schema provider > provider.schema.json",
            "  and as the first line of the provider file, for editors with a YAML language server:",
            "  # yaml-language-server: $schema=provider.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "provider, credentials or request.")
    private EditorSchema name = EditorSchema.PROVIDER;

    @Override
    public Integer call() {
        System.out.print(name.text());
        return Main.OK;
    }
}
