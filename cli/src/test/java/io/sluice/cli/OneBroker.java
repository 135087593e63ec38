package io.sluice.cli;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A broker for the tests of a class, and verbs that are told of it. */
abstract class OneBroker {
    @TempDir
    static Path folder;

    static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static Verbs.Said ask(String verb, String prefix, String... more) {
        List<String> line = new ArrayList<>(List.of(verb.split(" ", -1)));
        line.addAll(List.of("--prefix", prefix, "--bootstrap", broker.bootstrap()));
        line.addAll(List.of(more));
        return Verbs.execute(line.toArray(String[]::new));
    }

    static Verbs.Said create(String prefix, String... more) {
        return ask("topics create", prefix, more);
    }
}
