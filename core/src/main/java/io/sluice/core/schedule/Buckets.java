package io.sluice.core.schedule;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Dimension;
import java.util.HashMap;
import java.util.Map;

/** The buckets that answers named: by limit and endpoint, the one that its calls are counted in. They are kept over restarts. */
final class Buckets {
    /** Begins the limit in the id under which a name is kept; then come the limit's name and the endpoint's. */
    private static final String ID = "~bucket/";

    /** Begins the names of buckets where those of endpoints stand in a scope key; no endpoint's name has it. */
    private static final String MARK = "~";

    private static final long[] FORM = {1};

    private final String provider;
    private final Map<Counted, String> names = new HashMap<>();

    private record Counted(String limit, String endpoint) {}

    Buckets(String provider) {
        this.provider = provider;
    }

    /** What stands for the endpoint where a limit is counted by it. */
    String of(String limit, String endpoint) {
        return names.isEmpty() ? endpoint : names.getOrDefault(new Counted(limit, endpoint), endpoint);
    }

    /** An answer named one; returns whether that is news. */
    boolean name(String limit, String endpoint, String name, Decisions decisions) {
        Counted counted = new Counted(limit, endpoint);
        String before = names.put(counted, MARK + name);
        if (before != null && before.equals(MARK + name)) {
            return false;
        }
        if (before != null) {
            decisions.forget(id(counted, before));
        }
        decisions.keep(id(counted, MARK + name), FORM.clone());
        return true;
    }

    /** Takes what was kept. */
    void restore(Iterable<BudgetId> all) {
        for (BudgetId id : all) {
            if (id.provider().equals(provider) && id.limit().startsWith(ID)) {
                String[] parts = id.limit().substring(ID.length()).split("/", 2);
                id.scopeKey()
                        .value(Dimension.Fixed.ENDPOINT)
                        .ifPresent(name -> names.put(new Counted(parts[0], parts[1]), name));
            }
        }
    }

    private BudgetId id(Counted counted, String name) {
        String limit = ID + counted.limit() + '/' + counted.endpoint();
        return new BudgetId(provider, limit, ScopeKey.of(Dimension.Fixed.ENDPOINT, name));
    }
}
