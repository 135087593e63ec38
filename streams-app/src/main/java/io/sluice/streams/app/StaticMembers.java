package io.sluice.streams.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The static members (KIP-345) that the threads of one instance are of a group.
 *
 * <p>A consumer that is closed leaves its group only if that has let it in (Kafka 4.2.2). For one that was still joining the group would
 * wait until its session ends, and meanwhile give its partitions to nobody.
 */
final class StaticMembers {
    private static final Logger LOG = LoggerFactory.getLogger(StaticMembers.class);
    private static final Duration LEAVE = Duration.ofSeconds(3);

    private final Map<String, Object> client;
    private final String group;
    private final String instance;

    /** @param instance the {@code group.instance.id}, to which Kafka Streams adds a dash and the thread's number */
    StaticMembers(Map<String, Object> client, String group, String instance) {
        this.client = client;
        this.group = group;
        this.instance = instance;
    }

    /** Takes those that are left out of the group; where that cannot be done, they are missed once their sessions end. */
    void leave() {
        try (Admin admin = Admin.create(client())) {
            Set<MemberToRemove> left = left(admin);
            if (!left.isEmpty()) {
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(left))
                        .all()
                        .get(LEAVE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{} may still be a member of {}", instance, group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<MemberToRemove> left(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        return admin
                .describeConsumerGroups(List.of(group))
                .all()
                .get(LEAVE.toMillis(), TimeUnit.MILLISECONDS)
                .values()
                .stream()
                .flatMap(described -> described.members().stream())
                .map(MemberDescription::groupInstanceId)
                .flatMap(Optional::stream)
                .filter(id -> id.startsWith(instance + "-"))
                .map(MemberToRemove::new)
                .collect(Collectors.toSet());
    }

    private Map<String, Object> client() {
        Map<String, Object> hasty = new HashMap<>(client);
        hasty.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LEAVE.toMillis());
        hasty.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LEAVE.toMillis());
        return hasty;
    }
}
