package io.sluice.connectors.caller;

import io.sluice.connectors.secret.SecretException;
import io.sluice.connectors.secret.SecretVault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this caller opens any of the secrets that it knows; one that opens none would take calls away from others of its
 * egress only to give them back. It looks every two seconds, on a thread of its own.
 */
final class SecretCheck implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SecretCheck.class);
    private static final long PERIOD_MILLIS = 2_000;

    private final SecretVault vault;
    private final TopicReader credentials;
    private final CountDownLatch useful = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<String> unready = Optional.empty();

    /** @param credentials what fills the vault */
    SecretCheck(SecretVault vault, TopicReader credentials) {
        this.vault = vault;
        this.credentials = credentials;
    }

    @Override
    public void run() {
        credentials.awaitCaughtUp();
        look();
        unopened(vault.trials().flatMap(Optional::stream).toList()).ifPresent(LOG::warn);
        while (!isStopped()) {
            look();
        }
    }

    /** Waits until a secret opens or there is none, or the check was stopped. */
    void awaitUseful() {
        try {
            useful.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why calls are of no use here; empty while a secret opens, or none is known. From any thread. */
    Optional<String> unready() {
        return unready;
    }

    void stop() {
        useful.countDown();
        stopped.countDown();
    }

    /** Tries secrets up to the first that opens. */
    private void look() {
        List<SecretException> troubles = vault.trials()
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
        unready = troubles.size() < vault.known() ? Optional.empty() : unopened(troubles);
        if (unready.isEmpty()) {
            useful.countDown();
        }
    }

    private Optional<String> unopened(List<SecretException> troubles) {
        return troubles.stream()
                .findFirst()
                .map(first -> "cannot open " + troubles.size() + " of " + vault.known()
                        + " credentials: give --secrets-env, --secrets-dir, --credentials or the right --keys ("
                        + first.getMessage() + ")");
    }

    private boolean isStopped() {
        try {
            return stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
