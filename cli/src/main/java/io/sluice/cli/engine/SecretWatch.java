package io.sluice.cli.engine;

import io.sluice.connectors.secret.CredentialId;
import io.sluice.connectors.secret.Secret;
import io.sluice.connectors.secret.SecretException;
import io.sluice.connectors.secret.SecretSource;
import io.sluice.connectors.secret.TrustedSecret;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a secret's file has changed and tells the scheduler, which may have given up on the old secret.
 *
 * <p>A change counts once two looks in a row have seen it: by then the caller has read it too.
 */
final class SecretWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecretWatch.class);
    private static final long LOOK_MILLIS = 2_000;

    /** The secrets with a part in a file; others cannot change while this process runs. */
    private final List<TrustedSecret> inFiles;

    private final Tell tell;
    private final ScheduledExecutorService thread;
    private Map<CredentialId, Map<String, Secret>> told;
    private Map<CredentialId, Map<String, Secret>> before;

    /** Writes the records of credentials whose secrets have changed. */
    interface Tell {
        void tell() throws IOException;
    }

    /** What files say now has been told already, or is just being told. */
    SecretWatch(Definitions definitions, Tell tell) {
        this.inFiles = definitions.trusted().stream()
                .filter(secret -> secret.parts().values().stream().anyMatch(SecretSource.InFile.class::isInstance))
                .toList();
        this.tell = tell;
        this.told = read(Map.of());
        this.before = told;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "sluice-secret-watch");
            made.setDaemon(true);
            return made;
        });
    }

    /** Looks from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the thread ends, and each look catches what fails
    static SecretWatch start(Definitions definitions, Tell tell) {
        SecretWatch watch = new SecretWatch(definitions, tell);
        watch.thread.scheduleWithFixedDelay(watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Looks once. */
    void look() {
        Map<CredentialId, Map<String, Secret>> now = read(before);
        boolean settled = now.equals(before);
        before = now;
        if (settled && !now.equals(told)) {
            try {
                tell.tell();
                told = now;
            } catch (IOException | RuntimeException e) {
                LOG.warn("that a secret is another could not be written, and is tried again", e);
            }
        }
    }

    /** Reads all secrets; one that cannot be read is taken to be what it was. */
    private Map<CredentialId, Map<String, Secret>> read(Map<CredentialId, Map<String, Secret>> last) {
        Map<CredentialId, Map<String, Secret>> all = new HashMap<>();
        for (TrustedSecret secret : inFiles) {
            try {
                all.put(secret.credential(), secret.open(System::getenv).parts());
            } catch (SecretException e) {
                Map<String, Secret> parts = last.get(secret.credential());
                if (parts != null) {
                    all.put(secret.credential(), parts);
                }
            }
        }
        return all;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
