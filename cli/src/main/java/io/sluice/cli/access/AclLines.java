package io.sluice.cli.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Rights as commands of {@code kafka-acls.sh}, for a POSIX shell. A command grants all of its operations on all of its
 * resources; each starts a JVM, so there are few of them.
 *
 * @see <a href="https://kafka.apache.org/42/security/authorization-and-acls/">Authorization and ACLs</a>
 */
public final class AclLines {
    private final String connection;

    /** @param connection the arguments that name the cluster */
    public AclLines(List<String> connection) {
        this.connection = connection.stream().map(AclLines::quoted).collect(Collectors.joining(" "));
    }

    /** What resources of a command have in common. */
    private record Subject(ResourceType type, PatternType pattern, SortedSet<AclOperation> operations) {}

    /** The commands that grant what a principal needs. */
    public List<String> of(Grants grants) {
        Map<ResourcePattern, SortedSet<AclOperation>> operations = new LinkedHashMap<>();
        for (AclBinding acl : grants.acls()) {
            operations
                    .computeIfAbsent(acl.pattern(), pattern -> new TreeSet<>())
                    .add(acl.entry().operation());
        }
        Map<Subject, SortedSet<String>> names = new LinkedHashMap<>();
        operations.forEach((resource, allowed) -> names.computeIfAbsent(
                        new Subject(resource.resourceType(), resource.patternType(), allowed),
                        subject -> new TreeSet<>())
                .add(resource.name()));
        return names.entrySet().stream()
                .map(entry -> line(grants.principal(), entry.getKey(), entry.getValue()))
                .toList();
    }

    private String line(String principal, Subject subject, SortedSet<String> names) {
        StringBuilder line = new StringBuilder("kafka-acls.sh ").append(connection);
        line.append(" --add --allow-principal ").append(quoted(principal));
        subject.operations()
                .forEach(operation -> line.append(" --operation ").append(SecurityUtils.operationName(operation)));
        if (subject.pattern() == PatternType.PREFIXED) {
            line.append(" --resource-pattern-type prefixed");
        }
        String flag = " --"
                + SecurityUtils.resourceTypeName(subject.type())
                        .replaceAll("(?<=.)(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT);
        names.forEach(name -> line.append(flag).append(' ').append(quoted(name)));
        return line.toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_.,:=/@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
