package io.sluice.cli.simulate;

import io.sluice.cli.talk.Wording;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.forecast.Blocker;
import io.sluice.core.forecast.Forecast;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Result;
import io.sluice.core.schedule.Wait;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parts of a prediction in words. */
final class Phrases {
    private Phrases() {}

    /** {@code 350 ms}, {@code 12.1 s}, {@code 47 min 32 s}, {@code 2 d 4 h}. */
    static String duration(long millis) {
        return millis >= 1_000 && millis < 59_950
                ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
                : Wording.duration(millis);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    static String done(Forecast forecast) {
        return forecast.doneMillis().isPresent()
                ? duration(forecast.doneMillis().getAsLong())
                : "not done after " + duration(forecast.coveredMillis());
    }

    /** {@code 198 OK, 2 REJECTED (account-required)}. */
    static String answers(Forecast forecast, Map<String, Long> rejected) {
        Map<Result, Long> results = new EnumMap<>(Result.class);
        results.putAll(forecast.results());
        List<String> codes = new ArrayList<>();
        rejected.forEach((code, number) -> {
            results.merge(Result.REJECTED, number, Long::sum);
            codes.add(code);
        });
        List<String> parts = new ArrayList<>();
        results.forEach((result, number) -> {
            String why = result == Result.REJECTED && !codes.isEmpty() ? " (" + String.join(", ", codes) + ")" : "";
            parts.add(String.format(Locale.ROOT, "%,d %s%s", number, result, why));
        });
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    /** {@code limit per-account, 97 % of all waiting}. */
    static String bottleneck(Forecast forecast) {
        if (forecast.blockers().isEmpty()) {
            return "none, nothing waits";
        }
        Blocker first = forecast.blockers().get(0);
        return cause(first) + ", " + percent(first.share()) + " of all waiting";
    }

    /** Whose budget is most waited for. */
    static String most(Forecast forecast) {
        ScopeKey key = forecast.blockers().isEmpty()
                ? null
                : forecast.blockers().get(0).scopeKey();
        return key == null || key.equals(ScopeKey.WHOLE) ? "-" : key.text();
    }

    /** {@code limit per-account}, {@code concurrency of api}. */
    static String cause(Blocker blocker) {
        return blocker.limit() != null
                ? "limit " + blocker.limit()
                : (blocker.why() == Wait.Why.CALLER_BUSY
                                ? "caller's places"
                                : blocker.why().text()) + " of " + blocker.provider();
    }

    /** {@code 20 per 3 s, first-call}. */
    static String quota(Limit limit) {
        Window window = limit.window();
        String per = window.length().isPresent()
                ? "per " + Wording.duration(window.length().getAsLong()) + ", " + window.text()
                : window instanceof Window.Calendar calendar ? turns(calendar.turns()) : "at a time";
        return String.format(Locale.ROOT, "%,d %s", limit.quota(), per);
    }

    private static String turns(Window.Turns turns) {
        return turns.handle(new Window.Turns.Cases<String>() {
            @Override
            public String aligned(Window.Turns.Aligned aligned) {
                return "per " + Wording.duration(aligned.perMillis());
            }

            @Override
            public String daily(Window.Turns.Daily daily) {
                return "per day from " + daily.at() + ' ' + daily.zone();
            }

            @Override
            public String monthly(Window.Turns.Monthly monthly) {
                return "per month from " + monthly.at() + ' ' + monthly.zone();
            }
        });
    }
}
