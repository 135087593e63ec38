package io.sluice.core.credential;

import io.sluice.core.provider.Names;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A credential without its secret: what it belongs to.
 *
 * @param account whose it is
 * @param app the app that it was issued to
 * @param egress the public address that its calls leave by
 */
public record Credential(
        String provider,
        String id,
        String account,
        String app,
        String egress,
        Map<String, String> labels,
        boolean disabled) {
    /** The way out that calls take unless told otherwise. */
    public static final String DEFAULT_EGRESS = "default";

    public Credential {
        Names.check("provider", provider);
        Names.check("credential", id);
        Names.check("account", account);
        Names.check("app", app);
        Names.check("egress", egress);
        labels = Map.copyOf(labels);
    }

    /** A credential of which some may be left out: it is an account of its own, and its provider's only app. */
    public static Credential withDefaults(
            CredentialKey key,
            @Nullable String account,
            @Nullable String app,
            @Nullable String egress,
            Map<String, String> labels,
            boolean disabled) {
        return new Credential(
                key.provider(),
                key.id(),
                account == null ? key.id() : account,
                app == null ? key.provider() : app,
                egress == null ? DEFAULT_EGRESS : egress,
                labels,
                disabled);
    }

    public CredentialKey key() {
        return new CredentialKey(provider, id);
    }

    /** Whether calls with the other one are counted as those with this one are; either may be disabled. */
    public boolean countsAs(Credential other) {
        return other.equals(new Credential(provider, id, account, app, egress, labels, other.disabled));
    }
}
