package io.sluice.cli;

import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnregisteredSchemaException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "schemas",
        mixinStandardHelpOptions = true,
        description = "Schemas of an installation.",
        subcommands = SchemasCommand.Register.class)
final class SchemasCommand implements Callable<Integer> {
    private static final String AUTO_REGISTER = "auto.register.schemas";

    @Override
    public Integer call() {
        throw new UserError("sluice schemas: expected a verb, such as register");
    }

    @Command(
            name = "register",
            mixinStandardHelpOptions = true,
            description = {
                "Registers the schemas of all values, and prints each subject with the schema's id.",
                "What is registered already stays as it is. Then the roles can do with auto.register.schemas=false in their --command-config."
            },
            footer = {
                "",
                "Example:",
                "  sluice schemas register --registry https://registry:8081 \\",
                "      --command-config admin.properties"
            })
    static final class Register implements Callable<Integer> {
        @Mixin
        private Connection connection = new Connection();

        @Option(names = "--dry-run", description = "Register nothing; say what is there.")
        private boolean dryRun;

        @Override
        public Integer call() {
            Remote remote = connection.remote();
            if (remote.format() == Format.JSON) {
                throw new UserError("--format is json, expected avro: JSON has no schemas in a registry");
            }
            Topics topics = remote.topics(Map.of(AUTO_REGISTER, !dryRun));
            topics.all().forEach(topic -> print(remote, topic));
            return Main.OK;
        }

        private static void print(Remote remote, Topic<?> topic) {
            try {
                remote.schemaIds(List.of(topic)).forEach((subject, id) -> System.out.println(subject + " " + id));
            } catch (UnregisteredSchemaException e) {
                System.out.println(e.subject() + " is not registered");
            }
        }
    }
}
