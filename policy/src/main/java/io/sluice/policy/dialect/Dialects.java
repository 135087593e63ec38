package io.sluice.policy.dialect;

import io.sluice.core.schedule.Oddity;
import io.sluice.policy.dialect.HeaderName.Part;
import io.sluice.policy.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an answer's headers tell about limits, whichever of the well-known dialects they speak. */
public final class Dialects {
    /** Read as one of the {@link Singles}: it tells a rate. */
    private static final String AMAZON = "x-amzn-ratelimit";

    /** An answer of more limits than that is made to hold up its reader. */
    private static final int MOST = 64;

    private final Head head;
    private final Values values;
    private final SortedMap<String, Family> families = new TreeMap<>();
    private final SortedMap<String, Policies> policies = new TreeMap<>();
    /** Headers that tell all of one or several limits. */
    private final SortedSet<String> fields = new TreeSet<>();

    private Dialects(Head head, Values values) {
        this.head = head;
        this.values = values;
    }

    /**
     * All limits of which the headers tell, RateLimit fields first, up to {@value #MOST}. What is malformed tells nothing.
     *
     * @param windowMillis the longest window that they can mean; 0 where that is not known
     */
    public static List<Told> read(Head head, Values values, long windowMillis) {
        return new Dialects(head, values).read(windowMillis);
    }

    private List<Told> read(long windowMillis) {
        for (String header : head.names()) {
            HeaderName.of(header).filter(name -> !name.family().equals(AMAZON)).ifPresent(name -> sort(name, header));
        }
        List<Told> all = new ArrayList<>();
        for (String field : fields) {
            String text = head.get(field);
            if (text != null && Json.isObject(text)) {
                Json.read(text, field, values).ifPresent(all::add);
            } else {
                RateLimitFields.read(head, field, policies(field), values, all);
            }
        }
        for (Family family : families.values()) {
            family.read(head, policies(family.name()), values, windowMillis, all);
        }
        policies.values().forEach(left -> left.rest(all));
        Singles.read(head, values, all);
        if (all.size() > MOST) {
            values.odd(Oddity.Kind.TOO_LARGE, "rate-limit headers", all.size() + " limits");
            return withoutRepetition(all.subList(0, MOST));
        }
        return withoutRepetition(all);
    }

    private void sort(HeaderName name, String header) {
        String text = head.get(header);
        if (text == null) {
            return;
        }
        if (name.part() == Part.POLICY) {
            policies(name.family()).add(Item.list(text, header, values), header, values);
        } else if (name.part() != Part.WHOLE) {
            family(name).add(name.part(), header);
        } else if (text.chars().allMatch(Character::isDigit)) {
            family(name).add(Part.LIMIT, header);
        } else if (!header.startsWith("x-") || Json.isObject(text)) {
            fields.add(header);
        }
    }

    private Family family(HeaderName name) {
        return families.computeIfAbsent(
                name.family() + '/' + name.qualifier(), key -> new Family(name.family(), name.qualifier()));
    }

    private Policies policies(String family) {
        return policies.computeIfAbsent(family, first -> new Policies());
    }

    /** Servers that write headers for old and for new clients tell the same limit twice. */
    private static List<Told> withoutRepetition(List<Told> all) {
        List<Told> distinct = new ArrayList<>();
        for (Told told : all) {
            if (!merged(distinct, told)) {
                distinct.add(told);
            }
        }
        return distinct;
    }

    private static boolean merged(List<Told> distinct, Told told) {
        for (int i = 0; i < distinct.size(); i++) {
            Optional<Told> both = distinct.get(i).and(told);
            if (both.isPresent()) {
                distinct.set(i, both.get());
                return true;
            }
        }
        return false;
    }
}
