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
 *
 * <p>Once it was useful, it takes several looks in a row to find it useless, and as many to find it useful again: to leave a
 * group and to come back stops the calls of all its members for a moment.
 */
final class SecretCheck implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SecretCheck.class);
    private static final long PERIOD_MILLIS = 2_000;

    /** Looks in a row that change what was found before. */
    static final int LASTING = 3;

    private final SecretVault vault;
    private final Runnable awaitCredentials;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean wasUseful;
    private int otherwise;
    private volatile boolean useful;
    private volatile Optional<String> unready = Optional.empty();

    /** @param awaitCredentials returns when the vault has what was there at the start */
    SecretCheck(SecretVault vault, Runnable awaitCredentials) {
        this.vault = vault;
        this.awaitCredentials = awaitCredentials;
    }

    @Override
    public void run() {
        awaitCredentials.run();
        lookAtAll();
        while (!isStopped()) {
            look();
        }
    }

    /** Whether calls are of use here: a secret opens, or none is known. From any thread. */
    boolean isUseful() {
        return useful;
    }

    /** Why calls are of no use here; empty while a secret opens, or none is known. From any thread. */
    Optional<String> unready() {
        return unready;
    }

    void stop() {
        stopped.countDown();
    }

    /** Tries all secrets, so that the log says how many do not open. */
    void lookAtAll() {
        List<SecretException> troubles =
                vault.trials().flatMap(Optional::stream).toList();
        unopened(troubles).ifPresent(LOG::warn);
        found(troubles);
    }

    /** Tries secrets up to the first that opens. */
    void look() {
        found(vault.trials()
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList());
    }

    private void found(List<SecretException> troubles) {
        unready = troubles.size() < vault.known() ? Optional.empty() : unopened(troubles);
        boolean opens = unready.isEmpty();
        otherwise = opens == useful ? 0 : otherwise + 1;
        if (otherwise < (wasUseful ? LASTING : 1)) {
            return;
        }
        if (!opens) {
            LOG.warn("no calls are taken any more: {}", unready.orElse(""));
        } else if (wasUseful) {
            LOG.info("a secret opens again: calls are taken");
        }
        useful = opens;
        wasUseful |= opens;
        otherwise = 0;
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
