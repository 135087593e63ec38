package io.sluice.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: others take over from a scheduler that stops, though its group had not let it in yet. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LeavingTest {
    private static final String GROUP = "sluice.scheduler";

    @Test
    void aSchedulerThatStopsWhileItJoinsIsNoMemberAnyMore(@TempDir Path folder) throws Exception {
        try (SchedulerOnBroker sluice = new SchedulerOnBroker(folder);
                Admin admin = sluice.admin();
                SchedulerApp first = sluice.scheduler("first")) {
            SchedulerOnBroker.awaitReady(first);
            try (SchedulerApp second = sluice.scheduler("second")) {
                while (!members(admin).contains("second-1")) {
                    assertThat(second.faults()).isEmpty();
                }
            }
            assertThat(members(admin)).containsExactly("first-1");
        }
    }

    private static List<String> members(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(GROUP)).describedGroups().get(GROUP).get().members().stream()
                .map(MemberDescription::groupInstanceId)
                .flatMap(Optional::stream)
                .toList();
    }
}
