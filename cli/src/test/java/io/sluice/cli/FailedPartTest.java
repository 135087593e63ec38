package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.BrokerSecurity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole pipeline of which one part works no more: the broker forbids something to its scheduler. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class FailedPartTest {
    private static final String EVERYTHING = "*";

    @TempDir
    private Path folder;

    private Guarded guarded;
    private Admin admin;
    private SilentApi api;

    @BeforeEach
    void start() throws Exception {
        guarded = Guarded.inTheClear(folder, BrokerSecurity.scram(Guarded.USERS).withAcls(Set.of("admin")));
        admin = Admin.create(guarded.remote("admin").client());
        guarded.say("admin", "topics", "create", "--partitions", "1", "--replication-factor", "1");
        for (ResourceType type : List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
            rule(AclPermissionType.ALLOW, type, EVERYTHING);
        }
        api = SilentApi.start();
        api.describe(folder.resolve("api.yaml"));
    }

    @AfterEach
    void stop() {
        api.close();
        admin.close();
        guarded.close();
    }

    @Test
    void aSchedulerThatFailsBeforeItShowsTheCredentialsEndsTheStart() throws Exception {
        rule(AclPermissionType.DENY, ResourceType.TRANSACTIONAL_ID, EVERYTHING);
        try (Program up = up()) {
            assertThat(up.line()).isNull();
            assertThat(up.await()).isEqualTo(2);
            assertThat(up.err().lines())
                    .last()
                    .asString()
                    .startsWith("the broker does not allow it: ")
                    .contains("ransactional");
        }
    }

    @Test
    void itIsToldFirstAndCallsInFlightAreWaitedForHalfAMinuteAtTheMost() throws Exception {
        try (Program up = up()) {
            assertThat(up.line()).as(up.err()).startsWith("ready ");
            Map<String, Object> client = guarded.remote("admin").client();
            try (GuardedProgram program = new GuardedProgram(client)) {
                program.send(0, 1);
            }
            api.take();

            rule(AclPermissionType.DENY, ResourceType.TOPIC, "sluice.requests");

            up.awaitErr("waits for 1 call in flight, until ");
            assertThat(up.err())
                    .containsPattern("(?s)a part failed: the broker does not allow it: .*"
                            + "waits for 1 call in flight, until \\S+ \\(in (2[0-9]|30) s\\) at the latest;"
                            + " Ctrl-C twice ends at once");
            up.signal("TERM");
            up.signal("TERM");
            assertThat(up.await()).isEqualTo(130);
        }
    }

    private Program up() throws Exception {
        return Program.sluice(
                folder,
                "up",
                guarded.line(
                        guarded.config("scheduler"),
                        "up",
                        "--data",
                        folder.resolve("up").toString(),
                        "--providers",
                        folder.resolve("api.yaml").toString(),
                        "--credentials",
                        folder.resolve("me.yaml").toString()));
    }

    private void rule(AclPermissionType permission, ResourceType type, String name) throws Exception {
        AccessControlEntry entry = new AccessControlEntry("User:scheduler", "*", AclOperation.ALL, permission);
        admin.createAcls(List.of(new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL), entry)))
                .all()
                .get();
    }
}
