package io.sluice.cli.access;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.sluice.connectors.caller.CallerSettings;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.StreamsUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights that one principal needs, and no more. Who may read or write something may describe it, too, so that takes
 * no right of its own; no right creates a topic.
 *
 * @param principal as Kafka writes it, such as {@code User:alice}
 */
public record Grants(String principal, List<AclBinding> acls) {

    /**
     * The rights of a scheduler or an observer: what its graph reads and writes, its logs, its group, its transactions;
     * and to see how all these topics are set up.
     */
    public static Grants ofStreams(String principal, StreamsUse use) {
        String own = use.applicationId() + '-';
        Set<String> used = new TreeSet<>(use.sources());
        used.addAll(use.sinks());
        return new Grants(principal, new ArrayList<>())
                .with(READ, TOPIC, LITERAL, use.sources())
                .with(WRITE, TOPIC, LITERAL, use.sinks())
                .with(READ, TOPIC, PREFIXED, List.of(own))
                .with(WRITE, TOPIC, PREFIXED, List.of(own))
                .with(DESCRIBE_CONFIGS, TOPIC, LITERAL, used)
                .with(DESCRIBE_CONFIGS, TOPIC, PREFIXED, List.of(own))
                .with(READ, GROUP, LITERAL, List.of(use.applicationId()))
                .with(WRITE, TRANSACTIONAL_ID, PREFIXED, List.of(own));
    }

    /** The rights of a caller, which writes the providers and credentials that it is given as well. */
    public static Grants ofCaller(String principal, String prefix, Topics topics) {
        return new Grants(principal, new ArrayList<>())
                .with(READ, names(topics.calls(), topics.credentials(), topics.credentialState()))
                .with(WRITE, names(topics.outcomes(), topics.providers(), topics.credentials()))
                .with(READ, GROUP, PREFIXED, List.of(CallerSettings.group(prefix, "")));
    }

    /**
     * The rights of a program that sends requests, may cancel them, and reads responses as a member of a group of its
     * own.
     */
    public static Grants ofProgram(String principal, String group, Topics topics) {
        return new Grants(principal, new ArrayList<>())
                .with(WRITE, names(topics.requests(), topics.cancellations()))
                .with(READ, names(topics.responses()))
                .with(READ, GROUP, LITERAL, List.of(group));
    }

    /**
     * The rights of a person with {@code sluice send}, {@code call}, {@code responses}, {@code status}, {@code why} and
     * {@code credentials}.
     */
    public static Grants ofOperator(String principal, Topics topics) {
        return new Grants(principal, new ArrayList<>())
                .with(WRITE, names(topics.requests()))
                .with(
                        READ,
                        names(
                                topics.responses(),
                                topics.requestStatus(),
                                topics.retriesBudget(),
                                topics.retriesBackoff(),
                                topics.credentialState(),
                                topics.outcomes(),
                                topics.metricsQueues()));
    }

    private Grants with(AclOperation operation, Collection<String> topics) {
        return with(operation, TOPIC, LITERAL, topics);
    }

    private Grants with(AclOperation operation, ResourceType type, PatternType pattern, Collection<String> names) {
        AccessControlEntry entry = new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW);
        names.forEach(name -> acls.add(new AclBinding(new ResourcePattern(type, name, pattern), entry)));
        return this;
    }

    private static List<String> names(Topic<?>... topics) {
        return Stream.of(topics).map(Topic::name).toList();
    }
}
