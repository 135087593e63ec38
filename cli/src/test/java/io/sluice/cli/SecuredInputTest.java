package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a {@code --command-config}: exit 2, one line, soon, and no password in it. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SecuredInputTest {
    @TempDir
    private static Path folder;

    private static Guarded guarded;

    @BeforeAll
    static void start() throws Exception {
        guarded = Guarded.encrypted(folder);
        guarded.say("admin", "topics", "create", "--partitions", "1", "--replication-factor", "1");
    }

    @AfterAll
    static void stop() {
        guarded.close();
    }

    @Test
    void aWrongPassword() throws Exception {
        Path config = guarded.config("caller", jaas("caller", "pass-of-another"));
        for (String verb : List.of("caller", "scheduler", "observer", "status", "topics create", "responses")) {
            refused("the broker does not let us in: Authentication failed", config, verb);
        }
    }

    @Test
    void aCertificateThatIsNotTrusted() throws Exception {
        Path trust = Certificate.in(folder, "stranger").trust();
        for (String verb :
                List.of("scheduler", "status", "send " + Files.writeString(folder.resolve("r"), Verbs.GOOD))) {
            refused(
                    "the broker's certificate is not trusted",
                    guarded.config("program", "ssl.truststore.location=" + trust),
                    verb);
        }
        refused(
                "PKIX path building failed",
                guarded.config("program", "schema.registry.ssl.truststore.location=" + trust),
                "scheduler");
    }

    @Test
    void aFileThatIsNotThere() throws Exception {
        refused("nowhere.properties:1: there is no such file", folder.resolve("nowhere.properties"), "scheduler");
        String nowhere = folder.resolve("nowhere.p12").toString();
        for (String verb : List.of("scheduler", "status")) {
            refused(nowhere, guarded.config("observer", "ssl.truststore.location=" + nowhere), verb);
            refused(nowhere, guarded.config("observer", "schema.registry.ssl.truststore.location=" + nowhere), verb);
        }
    }

    @Test
    void aPasswordThatOpensNoStore() throws Exception {
        refused("password", guarded.config("observer", "ssl.truststore.password=pass-of-another"), "scheduler");
    }

    @Test
    void aLineForJaasThatIsNone() throws Exception {
        Path config = guarded.config("observer", "sasl.jaas.config=Module required password=pass of-another;");
        refused(config + ":" + Files.readAllLines(config).size() + ": sasl.jaas.config is malformed", config, "status");
    }

    @Test
    void anIdOfTransactionsOfTheUsersOwn() throws Exception {
        Path config = guarded.config("caller", "transactional.id=mine");
        for (String verb : List.of("caller", "status")) {
            refused(
                    config + ":" + Files.readAllLines(config).size() + ": transactional.id cannot be set",
                    config,
                    verb);
        }
    }

    @Test
    void aSecuredPortWithoutAConfig() {
        for (String verb : List.of("status", "topics create")) {
            String[] line = (verb + " --format json --bootstrap " + guarded.bootstrap()).split(" ", -1);
            Verbs.refused("; is it a secured port? then --command-config says how", Verbs.execute(line));
        }
    }

    @Test
    void aClientThatDoesNotEncrypt() throws Exception {
        // A role would take it for a broker that is late, and wait for a minute.
        refused("no broker answers", guarded.config("observer", "security.protocol=SASL_PLAINTEXT"), "topics create");
    }

    @Test
    void aRegistryThatDoesNotKnowUs() throws Exception {
        Path config = guarded.config("caller", "schema.registry.basic.auth.user.info=caller:pass-of-another");
        refused("--registry https://127.0.0.1:", config, "scheduler");
        refused("--registry https://127.0.0.1:", config, "schemas register");
    }

    private static String jaas(String user, String password) {
        return "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                + "\" password=\"" + password + "\";";
    }

    private static void refused(String named, Path config, String verb) {
        String[] words = (verb.matches("scheduler|caller|observer") ? verb + " --data " + folder.resolve(verb) : verb)
                .split(" ", -1);
        Verbs.Said said = Verbs.execute(guarded.line(config, words));
        Verbs.refused(named, said);
        assertThat(said.err()).doesNotContain("pass-of", "of-another", Certificate.PASSWORD);
    }
}
