package io.sluice.embedded;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A registry of its own for each test, and schemas to register. */
abstract class WithRegistry {
    static final String V1 = record("{'name':'a','type':'string'}");
    static final String V2 = record("{'name':'a','type':'string'},{'name':'b','type':'int','default':0}");
    static final String NEW_REQUIRED = record("{'name':'a','type':'string'},{'name':'c','type':'int'}");
    static final String REMOVED_REQUIRED = record("{'name':'d','type':'int','default':1}");

    EmbeddedRegistry registry;
    RegistryClient client;

    @BeforeEach
    void start() {
        registry = EmbeddedRegistry.start(RegistrySettings.inMemory());
        client = new RegistryClient(registry.url());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    static String record(String fields) {
        return ("{'type':'record','name':'R','fields':[" + fields + "]}").replace('\'', '"');
    }
}
