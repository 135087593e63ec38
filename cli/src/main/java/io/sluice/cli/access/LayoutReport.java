package io.sluice.cli.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.caller.CallerSettings;
import io.sluice.streams.app.StreamsUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.utils.SecurityUtils;

/** What {@code topics create --dry-run} says of an installation. */
public final class LayoutReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Layout layout;
    private final String callers;
    private final List<Grants> grants;

    /** @param grants rights that are told as well; none where nobody asks */
    public LayoutReport(Layout layout, String prefix, List<Grants> grants) {
        this.layout = layout;
        this.callers = CallerSettings.group(prefix, "");
        this.grants = List.copyOf(grants);
    }

    /** For people; the commands of {@link AclLines} come last, each a line. */
    public List<String> lines(AclLines commands) {
        List<String> lines = new ArrayList<>();
        lines.add("topics");
        layout.topics().forEach(topic -> lines.add("  " + line(topic)));
        lines.add("internal topics");
        layout.internal().forEach(topic -> lines.add("  " + line(topic)));
        lines.add("consumer groups");
        applications().forEach(use -> lines.add("  " + use.applicationId()));
        lines.add("  " + callers + "EGRESS, one for each egress");
        lines.add("transactional ids");
        applications().forEach(use -> lines.add("  " + use.applicationId() + "-*"));
        grants.forEach(role -> lines.addAll(commands.of(role)));
        return lines;
    }

    /** The same as one line of JSON. */
    public String json(AclLines commands) {
        ObjectNode all = JSON.createObjectNode();
        layout.topics().forEach(topic -> json(all.withArray("topics"), topic));
        layout.internal().forEach(topic -> json(all.withArray("internalTopics"), topic));
        ArrayNode groups = all.putArray("groups");
        ArrayNode transactions = all.putArray("transactionalIds");
        for (StreamsUse use : applications()) {
            groups.addObject().put("name", use.applicationId()).put("patternType", "literal");
            transactions.addObject().put("name", use.applicationId() + "-").put("patternType", "prefixed");
        }
        groups.addObject().put("name", callers).put("patternType", "prefixed");
        if (!grants.isEmpty()) {
            ArrayNode acls = all.putArray("acls");
            grants.forEach(role -> role.acls().forEach(acl -> json(acls, acl)));
            ArrayNode lines = all.putArray("commands");
            grants.forEach(role -> commands.of(role).forEach(lines::add));
        }
        return all.toString();
    }

    private List<StreamsUse> applications() {
        return List.of(layout.scheduler(), layout.observer());
    }

    private static String line(NewTopic topic) {
        String settings = new TreeMap<>(topic.configs())
                .entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(" "));
        return topic.name() + " partitions=" + topic.numPartitions() + " replication="
                + (topic.replicationFactor() < 0 ? "broker's" : topic.replicationFactor()) + " " + settings;
    }

    private static void json(ArrayNode to, NewTopic topic) {
        ObjectNode node = to.addObject().put("name", topic.name()).put("partitions", topic.numPartitions());
        if (topic.replicationFactor() < 0) {
            node.putNull("replicationFactor");
        } else {
            node.put("replicationFactor", topic.replicationFactor());
        }
        ObjectNode settings = node.putObject("configs");
        new TreeMap<>(topic.configs()).forEach(settings::put);
    }

    private static void json(ArrayNode to, AclBinding acl) {
        to.addObject()
                .put("principal", acl.entry().principal())
                .put("operation", SecurityUtils.operationName(acl.entry().operation()))
                .put(
                        "resourceType",
                        SecurityUtils.resourceTypeName(acl.pattern().resourceType()))
                .put("name", acl.pattern().name())
                .put("patternType", acl.pattern().patternType().name().toLowerCase(Locale.ROOT));
    }
}
