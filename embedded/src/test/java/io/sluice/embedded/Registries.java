package io.sluice.embedded;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** The registries that the contract holds for; each is started once for the run, and each test has subjects of its own. */
enum Registries {
    EMBEDDED {
        @Override
        @SuppressWarnings("MustBeClosed") // it ends with this JVM
        String start() {
            return EmbeddedRegistry.start(RegistrySettings.inMemory()).url();
        }
    },
    APICURIO {
        @Override
        String start() throws IOException {
            return Apicurio.start();
        }
    };

    private static final Map<Registries, String> STARTED = new EnumMap<>(Registries.class);

    abstract String start() throws IOException;

    /** Its address. */
    String url() throws IOException, InterruptedException {
        synchronized (STARTED) {
            String url = STARTED.get(this);
            if (url == null) {
                url = start();
                // As in Confluent's; Apicurio begins with NONE.
                new RegistryClient(url).put("/config", "{\"compatibility\":\"BACKWARD\"}");
                STARTED.put(this, url);
            }
            return url;
        }
    }
}
