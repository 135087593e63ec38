package io.sluice.policy;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Names;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the limits of a provider's file. */
final class LimitReader {
    private static final Set<String> KNOWN = Set.of(
            "name",
            "endpoints",
            "scope",
            "quota",
            "per",
            "window",
            "calendar",
            "use",
            "spacing",
            "unit",
            "when",
            "cost",
            "settle",
            "counts",
            "free",
            "source");
    private static final Pattern AT = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?");

    private static final Set<String> RESERVED =
            Set.of("burst", "rate", "except", "shared", "reserve", "soft", "bucketId");

    private enum Kind {
        FIRST_CALL,
        CALENDAR,
        SLIDING,
        BUCKET,
        CONCURRENT
    }

    private LimitReader() {}

    /**
     * What one entry says.
     *
     * @param limits one, or one for each value of a label that the quota goes by
     * @param endpoints that it covers; no names: all
     */
    record Declared(List<Limit> limits, List<String> endpoints, CostRule cost) {
        boolean covers(String endpoint) {
            return endpoints.isEmpty() || endpoints.contains(endpoint);
        }
    }

    /** All limits, and the names of all of them. */
    record Limits(List<Declared> sound, List<String> names) {}

    static Limits read(Fields file, List<String> endpoints) {
        List<Declared> limits = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Fields fields : file.list("limits", KNOWN, RESERVED)) {
            String name = fields.requiredName("name");
            if (!seen.add(name)) {
                fields.problem("name", "limit '" + name + "' is declared twice");
            }
            List<String> covered = endpoints(fields, endpoints);
            Scope scope = scope(fields);
            Window window = fields.has("spacing") ? spacing(fields) : window(fields);
            CostReader.Counted counted = CostReader.read(fields, window);
            List<Quotas.Case> quotas = Quotas.read(fields, name);
            countable(fields, window, quotas);
            int use = use(fields);
            fields.text("unit");
            fields.text("source");
            if (window != null && Names.isName(name)) {
                List<Limit> cases = new ArrayList<>();
                for (Quotas.Case quota : quotas) {
                    quota.limit(name, scope, window, use, counted.labels()).ifPresent(cases::add);
                }
                limits.add(new Declared(List.copyOf(cases), covered, counted.rule()));
            }
        }
        return new Limits(limits, List.copyOf(seen));
    }

    private static void countable(Fields fields, @Nullable Window window, List<Quotas.Case> quotas) {
        if (window instanceof Window.Bucket bucket) {
            quotas.stream()
                    .filter(one -> one.quota() > bucket.most())
                    .findFirst()
                    .ifPresent(one -> fields.problem(
                            "quota",
                            "field 'quota' is " + one.quota() + ", expected " + bucket.most()
                                    + " at most for a bucket that is filled within " + bucket.perMillis() + " ms"));
        }
    }

    /** What is expected where the name of a limit is. */
    static String oneOf(List<String> limits) {
        return limits.isEmpty()
                ? "no name of a limit, since the file declares none"
                : "one of " + String.join(", ", limits);
    }

    /** The endpoints that a field names. */
    static List<String> endpoints(Fields fields, List<String> endpoints) {
        List<String> named = fields.texts("endpoints");
        for (String endpoint : named) {
            if (!endpoints.contains(endpoint)) {
                fields.problem(
                        "endpoints",
                        "field 'endpoints' names '" + endpoint + "', expected one of " + String.join(", ", endpoints));
            }
        }
        return named;
    }

    /** Calls at least so far apart: any span of that length holds one. */
    private static @Nullable Window spacing(Fields fields) {
        for (String other : List.of("window", "per", "quota", "calendar", "cost", "settle", "use")) {
            if (fields.has(other)) {
                fields.problem(other, "field '" + other + "' is given beside 'spacing', expected one or the other");
            }
        }
        OptionalLong spacing = fields.millis("spacing");
        return spacing.isPresent() ? new Window.Sliding(spacing.getAsLong()) : null;
    }

    private static int use(Fields fields) {
        String text = fields.text("use");
        if (text == null) {
            return 100;
        }
        if (!text.matches("([1-9]\\d?|100) ?%")) {
            fields.problem("use", "field 'use' is '" + text + "', expected a share from 1% to 100%");
            return 100;
        }
        return Integer.parseInt(text.replaceAll("\\D", ""));
    }

    /** What a limit is counted by, or what a hold closes. */
    static Scope scope(Fields fields) {
        if (!fields.has("scope")) {
            fields.problem("scope", "field 'scope' is missing, expected a list such as [account]");
        }
        List<Dimension> dimensions = new ArrayList<>();
        for (String text : fields.texts("scope")) {
            Optional<Dimension> dimension = Dimension.parse(text);
            if (dimension.isEmpty()) {
                fields.problem(
                        "scope",
                        "field 'scope' has '" + text
                                + "', expected provider, app, account, credential, egress, endpoint, param:NAME or label:NAME");
            }
            dimension.ifPresent(dimensions::add);
        }
        return new Scope(dimensions);
    }

    private static @Nullable Window window(Fields fields) {
        Kind kind = fields.symbol("window", Kind.class);
        if (kind == null) {
            if (!fields.has("window")) {
                fields.problem(
                        "window",
                        "field 'window' is missing, expected one of first-call, calendar, sliding, bucket, concurrent");
            }
            return null;
        }
        if (kind != Kind.CALENDAR && fields.has("calendar")) {
            fields.problem("calendar", "field 'calendar' is given, expected it with window calendar alone");
        }
        boolean calendar = kind == Kind.CALENDAR && fields.has("calendar");
        if (fields.has("per") && kind == Kind.CONCURRENT) {
            fields.problem("per", "field 'per' is given beside window concurrent, which needs none");
        }
        if (kind != Kind.CONCURRENT && !calendar && !fields.has("per")) {
            fields.problem("per", "field 'per' is missing, expected a duration such as 15m");
            return null;
        }
        long per = fields.millis("per", 1);
        if (calendar && fields.has("per") && per != turnMillis(fields)) {
            fields.problem("per", "field 'per' is given beside 'calendar', which needs none");
        }
        return switch (kind) {
            case FIRST_CALL -> new Window.FirstCall(per);
            case SLIDING -> new Window.Sliding(per);
            case BUCKET -> new Window.Bucket(per);
            case CONCURRENT -> new Window.Concurrent();
            case CALENDAR -> new Window.Calendar(calendar ? turns(fields) : new Window.Turns.Aligned(per));
        };
    }

    /** How long a window lasts that turns by the calendar, but for changes of the clock; 0: it is no fixed time. */
    private static long turnMillis(Fields limit) {
        return switch (limit.get("calendar").path("every").asText().toLowerCase(Locale.ROOT)) {
            case "hour" -> 3_600_000;
            case "day" -> 86_400_000;
            default -> 0;
        };
    }

    private static Window.Turns turns(Fields limit) {
        Fields fields = limit.object("calendar", Set.of("every", "at", "zone"), Set.of());
        Window.Turns none = new Window.Turns.Aligned(1);
        if (fields == null) {
            return none;
        }
        String every = fields.required("every").toLowerCase(Locale.ROOT);
        String at = fields.text("at");
        String zone = fields.text("zone");
        if (at != null && !AT.matcher(at).matches()) {
            fields.problem("at", "field 'at' is '" + at + "', expected a time of day such as 09:00");
            return none;
        }
        try {
            LocalTime time = LocalTime.parse(at == null ? "00:00" : at);
            ZoneId where = ZoneId.of(zone == null ? "UTC" : zone);
            if (every.equals("day")) {
                return new Window.Turns.Daily(time, where);
            }
            if (every.equals("hour") && (at != null || zone != null)) {
                String field = at != null ? "at" : "zone";
                fields.problem(
                        field, "field '" + field + "' is given, expected it with every day or month: hours are full");
                return none;
            }
            if (every.equals("hour")) {
                return new Window.Turns.Aligned(3_600_000);
            }
            if (every.equals("month")) {
                return new Window.Turns.Monthly(time, where);
            }
            fields.problem("every", "field 'every' is '" + every + "', expected hour, day or month");
        } catch (DateTimeException e) {
            fields.problem("zone", "field 'zone' is '" + zone + "', expected a zone such as America/Los_Angeles");
        }
        return none;
    }
}
