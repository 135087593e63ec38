package io.sluice.policy.dialect;

import io.sluice.policy.value.Interval;
import io.sluice.policy.value.TimeForm;
import io.sluice.policy.value.Values;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers of single providers that are like no others. */
final class Singles {
    private static final String SHOPIFY = "x-shopify-shop-api-call-limit";
    private static final Pattern USED_OF_SIZE = Pattern.compile("(\\d{1,15})/(\\d{1,15})");
    private static final String AMAZON = "x-amzn-ratelimit-limit";
    private static final Pattern RATE = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    /** ip-api tells what is left and the seconds until all is back. */
    private static final String IP_API_LEFT = "x-rl";

    private static final String IP_API_RESET = "x-ttl";

    private Singles() {}

    static void read(Head head, Values values, List<Told> all) {
        used(head.get(SHOPIFY), values, all);
        rate(head.get(AMAZON), all);
        OptionalLong left = values.count(head.get(IP_API_LEFT), IP_API_LEFT);
        if (left.isPresent()) {
            Optional<Interval> ends = values.time(head.get(IP_API_RESET), TimeForm.DELTA_SECONDS, IP_API_RESET);
            all.add(told(OptionalLong.empty(), left, OptionalLong.empty(), ends, IP_API_LEFT));
        }
    }

    private static void used(@Nullable String text, Values values, List<Told> all) {
        Matcher parts = USED_OF_SIZE.matcher(text == null ? "" : text.trim());
        if (parts.matches()) {
            OptionalLong used = values.count(parts.group(1), SHOPIFY);
            OptionalLong quota = values.quota(parts.group(2), SHOPIFY);
            if (used.isPresent() && quota.isPresent()) {
                long left = Math.max(0, quota.getAsLong() - used.getAsLong());
                all.add(told(quota, OptionalLong.of(left), OptionalLong.empty(), Optional.empty(), SHOPIFY));
            }
        }
    }

    /** Amazon's SP-API tells calls a second, and not the size of the bucket: so many of a window are sure. */
    private static void rate(@Nullable String text, List<Told> all) {
        String trimmed = text == null ? "" : text.trim();
        double rate = RATE.matcher(trimmed).matches() ? Double.parseDouble(trimmed) : 0;
        if (rate > 0) {
            long quota = Math.max(1, (long) Math.floor(rate));
            OptionalLong per = OptionalLong.of((long) Math.ceil(quota / rate * 1_000));
            all.add(told(OptionalLong.of(quota), OptionalLong.empty(), per, Optional.empty(), AMAZON));
        }
    }

    private static Told told(
            OptionalLong quota, OptionalLong remaining, OptionalLong per, Optional<Interval> ends, String header) {
        return new Told(null, quota, remaining, per, ends, null, false, Set.of(header));
    }
}
