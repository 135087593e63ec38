package io.sluice.cli;

import io.sluice.cli.access.Grants;
import io.sluice.cli.access.Layout;
import java.util.List;
import org.apache.kafka.common.utils.SecurityUtils;
import picocli.CommandLine.Option;

/** Who the roles are to the cluster. */
final class PrincipalOptions {
    @Option(
            names = "--scheduler-principal",
            defaultValue = "User:scheduler",
            paramLabel = "P",
            description = "With --acls (default: ${DEFAULT-VALUE}).")
    private String scheduler = "";

    @Option(
            names = "--caller-principal",
            defaultValue = "User:caller",
            paramLabel = "P",
            description = "With --acls (default: ${DEFAULT-VALUE}).")
    private String caller = "";

    @Option(
            names = "--observer-principal",
            defaultValue = "User:observer",
            paramLabel = "P",
            description = "With --acls (default: ${DEFAULT-VALUE}).")
    private String observer = "";

    @Option(
            names = "--program-principal",
            defaultValue = "User:program",
            paramLabel = "P",
            description = "With --acls, who sends requests and reads responses (default: ${DEFAULT-VALUE}).")
    private String program = "";

    @Option(
            names = "--program-group",
            defaultValue = "program",
            paramLabel = "G",
            description = "With --acls, the group by which it reads them (default: ${DEFAULT-VALUE}).")
    private String group = "";

    @Option(
            names = "--operator-principal",
            defaultValue = "User:operator",
            paramLabel = "P",
            description = "With --acls, who types sluice send, status, why (default: ${DEFAULT-VALUE}).")
    private String operator = "";

    /** The rights of each. */
    List<Grants> grants(Layout layout, String prefix) {
        return List.of(
                Grants.ofStreams(checked("--scheduler-principal", scheduler), layout.scheduler()),
                Grants.ofCaller(checked("--caller-principal", caller), prefix, layout.names()),
                Grants.ofStreams(checked("--observer-principal", observer), layout.observer()),
                Grants.ofProgram(checked("--program-principal", program), group, layout.names()),
                Grants.ofOperator(checked("--operator-principal", operator), layout.names()));
    }

    private static String checked(String flag, String principal) {
        try {
            return SecurityUtils.parseKafkaPrincipal(principal).toString();
        } catch (IllegalArgumentException e) {
            throw new UserError(flag + " is '" + principal + "', expected TYPE:NAME such as User:alice");
        }
    }
}
