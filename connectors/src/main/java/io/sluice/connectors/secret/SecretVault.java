package io.sluice.connectors.secret;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All secrets that this process can open, by credential; each is opened once for each origin, on a thread of its own, and
 * again when its file changes (seen within a second).
 *
 * <p>What the command line says of a credential prevails over what a topic says of it.
 */
public final class SecretVault implements AutoCloseable {
    private static final long REFRESH_MILLIS = 1_000;

    private final Map<CredentialId, Entry> entries = new ConcurrentHashMap<>();
    private final SecretReader reader;
    private final ScheduledExecutorService thread;
    private final Future<?> refreshing;

    /**
     * @param environment where variables are looked up: {@code System::getenv}, outside tests
     */
    public SecretVault(
            KeyFolder keys,
            ReferenceRules rules,
            Collection<TrustedSecret> trusted,
            UnaryOperator<String> environment) {
        KnownOrigins known = new KnownOrigins(keys.folder().resolve("known-origins"));
        known.note(references(trusted));
        this.reader = new SecretReader(keys.opener(), rules, known, environment);
        this.thread = Executors.newSingleThreadScheduledExecutor(SecretVault::thread);
        for (TrustedSecret secret : trusted) {
            entries.put(secret.credential(), new Entry(true, origin -> reader.open(secret, origin)));
        }
        this.refreshing =
                thread.scheduleWithFixedDelay(this::refresh, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Where each of them may be sent; several credentials may have one. */
    private static Map<String, Set<Origin>> references(Collection<TrustedSecret> trusted) {
        Map<String, Set<Origin>> references = new HashMap<>();
        trusted.forEach(secret -> secret.parts().values().stream()
                .map(Reference::of)
                .flatMap(Optional::stream)
                .forEach(reference -> references
                        .computeIfAbsent(reference, name -> new HashSet<>())
                        .addAll(secret.origins())));
        return references;
    }

    /** Takes what a topic says of a credential, in place of what it said before. */
    public void define(TopicSecret secret) {
        entries.compute(
                secret.credential(),
                (id, old) ->
                        old != null && old.trusted ? old : new Entry(false, origin -> reader.open(secret, origin)));
    }

    /** Forgets a credential that a topic has deleted. */
    public void forget(CredentialId credential) {
        entries.computeIfPresent(credential, (id, old) -> old.trusted ? old : null);
    }

    /** Whether {@link #open} can be tried. */
    public boolean knows(CredentialId credential) {
        return entries.containsKey(credential);
    }

    /** How many credentials it knows. */
    public int known() {
        return entries.size();
    }

    /** Why known secrets do not open here, whatever their origin: each is tried when it is asked for, and its files are read. */
    public Stream<Optional<SecretException>> trials() {
        return entries.values().stream().map(Entry::attempt);
    }

    /**
     * Returns the secret opened for {@code origin}: done at once where it was opened before, else completed on the vault's
     * thread; fails with {@link SecretException}.
     */
    public CompletionStage<OpenedSecret> open(CredentialId credential, Origin origin) {
        Entry entry = entries.get(credential);
        if (entry == null) {
            return CompletableFuture.failedFuture(SecretException.unavailable(credential + " is not known"));
        }
        CompletableFuture<OpenedSecret> ready = entry.openings.get(origin);
        return ready != null ? ready : entry.openings.computeIfAbsent(origin, o -> start(entry, o));
    }

    @Override
    public void close() {
        refreshing.cancel(false);
        thread.shutdown();
    }

    private CompletableFuture<OpenedSecret> start(Entry entry, Origin origin) {
        CompletableFuture<OpenedSecret> opening = new CompletableFuture<>();
        thread.execute(() -> complete(opening, entry, origin));
        return opening;
    }

    private static void complete(CompletableFuture<OpenedSecret> opening, Entry entry, Origin origin) {
        try {
            opening.complete(entry.way.open(origin));
        } catch (SecretException | RuntimeException e) {
            opening.completeExceptionally(e);
        }
    }

    /** Drops what changed or failed, so that the next call opens it anew. */
    void refresh() {
        entries.values().forEach(entry -> entry.openings.values().removeIf(SecretVault::worthAnotherTry));
    }

    private static boolean worthAnotherTry(CompletableFuture<OpenedSecret> opening) {
        return opening.isCompletedExceptionally()
                || (opening.isDone() && opening.join().stale());
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "sluice-secrets");
        thread.setDaemon(true);
        return thread;
    }

    private interface Way {
        /** @param origin null: the secret is only tried */
        OpenedSecret open(@Nullable Origin origin) throws SecretException;
    }

    private static final class Entry {
        private final boolean trusted;
        private final Way way;
        private final Map<Origin, CompletableFuture<OpenedSecret>> openings = new ConcurrentHashMap<>();

        Entry(boolean trusted, Way way) {
            this.trusted = trusted;
            this.way = way;
        }

        Optional<SecretException> attempt() {
            try {
                way.open(null);
                return Optional.empty();
            } catch (SecretException e) {
                return Optional.of(e);
            } catch (RuntimeException e) {
                return Optional.of(SecretException.unavailable(
                        "a secret does not open: " + e.getClass().getSimpleName()));
            }
        }
    }
}
