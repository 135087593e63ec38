package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.BrokerSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The roles as real processes on a cluster where everybody has a password, with nothing but {@code --command-config}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecuredRolesTest {
    private static final String[] CREATE = {"topics", "create", "--partitions", "1", "--replication-factor", "1"};

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void threeProcessesWorkWhereAllIsEncrypted() throws Exception {
        Guarded guarded = opened(Guarded.encrypted(folder));
        guarded.say("admin", CREATE);
        Program scheduler = role(guarded, "scheduler");
        Program observer = role(guarded, "observer");
        Program caller = role(
                guarded,
                "caller",
                "--providers",
                folder.resolve("api.yaml").toString(),
                "--credentials",
                folder.resolve("me.yaml").toString());
        Path requests = Files.writeString(
                folder.resolve("r.jsonl"),
                "{\"id\":\"a\",\"provider\":\"demo\",\"path\":\"/a\"}\n{\"id\":\"b\",\"provider\":\"demo\",\"path\":\"/b\"}\n");
        assertThat(guarded.say("program", "send", requests.toString(), "--wait"))
                .hasSize(2)
                .allMatch(line -> line.contains("\"result\":\"OK\""));
        for (Program role : List.of(scheduler, observer, caller)) {
            role.close();
            assertThat(role.err()).contains("works on " + guarded.bootstrap()).doesNotContain("pass-of");
        }
        for (String role : List.of("scheduler", "observer", "caller")) {
            assertThat(Leaks.of(Guarded.passwordOf(role)).files(folder.resolve(role)))
                    .isEmpty();
        }
    }

    @Test
    void theWholePipelineInOneProcessWorksWithSchemasThatItMayNotRegister() throws Exception {
        Guarded guarded = opened(Guarded.inTheClear(folder, BrokerSecurity.scram(Guarded.USERS)));
        Path config = guarded.config("scheduler", "auto.register.schemas=false");
        guarded.say("admin", CREATE);
        Verbs.refused(
                "our schema of subject sluice.", Verbs.execute(guarded.line(config, "scheduler", "--data", data("s"))));
        assertThat(guarded.say("admin", "schemas", "register", "--dry-run"))
                .contains("sluice.requests-value is not registered");
        List<String> registered = guarded.say("admin", "schemas", "register");
        assertThat(registered).hasSize(16).anyMatch(line -> line.matches("sluice\\.requests-value \\d+"));
        assertThat(guarded.say("admin", "schemas", "register")).isEqualTo(registered);
        assertThat(guarded.say("admin", "schemas", "register", "--dry-run")).isEqualTo(registered);

        Program up = opened(Program.sluice(
                folder,
                "up",
                guarded.line(
                        config,
                        "up",
                        "--data",
                        data("up"),
                        "--partitions",
                        "1",
                        "--providers",
                        folder.resolve("api.yaml").toString(),
                        "--credentials",
                        folder.resolve("me.yaml").toString())));
        assertThat(up.line()).as(up.err()).startsWith("ready bootstrap=" + guarded.bootstrap());
        assertThat(guarded.say("program", "call", "demo", "GET", "/items/1"))
                .containsExactly("{\"item\":\"/items/1\"}");
    }

    private String data(String name) {
        return folder.resolve(name).toString();
    }

    private Program role(Guarded guarded, String verb, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(verb, "--verbose", "--data", data(verb)));
        words.addAll(List.of(more));
        return opened(Program.sluice(folder, verb, guarded.line(guarded.config(verb), words.toArray(String[]::new))));
    }

    private <C extends AutoCloseable> C opened(C part) {
        parts.push(part);
        return part;
    }
}
