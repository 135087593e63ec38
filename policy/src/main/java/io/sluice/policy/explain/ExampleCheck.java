package io.sluice.policy.explain;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Names;
import io.sluice.policy.Example;
import io.sluice.policy.Matched;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyException.Problem;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.answer.Answer;
import io.sluice.schemas.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Holds the examples of a provider's file against what their answers come to. */
public final class ExampleCheck {
    /** When an example is answered that has no Date. */
    private static final String NEW_YEAR = "Thu, 01 Jan 2026 00:00:00 GMT";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private final Example example;
    private final List<Problem> problems = new ArrayList<>();

    private ExampleCheck(Example example) {
        this.example = example;
    }

    /** What came out otherwise than expected, each with its place in the file. */
    public static List<Problem> of(Policy policy) {
        List<Problem> problems = new ArrayList<>();
        for (Example example : policy.examples()) {
            problems.addAll(new ExampleCheck(example).check(policy));
        }
        return problems;
    }

    private List<Problem> check(Policy policy) {
        try {
            compare(read(policy));
        } catch (RequestRefused e) {
            problem("request", e.getMessage(), "a request that can be called");
        }
        return problems;
    }

    private Meaning read(Policy policy) throws RequestRefused {
        ApiRequest request =
                example.request().request(policy.name()).setAccount("example").build();
        Matched matched = Matcher.match(policy, request, 1);
        Example.Given given = example.answer();
        Map<String, List<String>> headers = new HashMap<>(given.headers());
        headers.putIfAbsent("date", List.of(NEW_YEAR));
        long now = epochMillis(headers.getOrDefault("date", List.of()));
        byte[] body = given.body() == null ? null : given.body().getBytes(StandardCharsets.UTF_8);
        return Meaning.of(policy, matched, new Answer(given.status(), headers, body, now, now), now);
    }

    private static long epochMillis(List<String> date) {
        try {
            return ZonedDateTime.parse(String.join(", ", date), HTTP_DATE)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException noDate) {
            return ZonedDateTime.parse(NEW_YEAR, HTTP_DATE).toInstant().toEpochMilli();
        }
    }

    private void compare(Meaning meaning) {
        if (meaning.is() != example.is()) {
            String by =
                    meaning.rule().isPresent() ? " by answers[" + meaning.rule().getAsInt() + "]" : " by default";
            problem("is", Names.word(meaning.is()) + by, Names.word(example.is()));
        }
        example.limit().ifPresent(limit -> {
            if (!meaning.limit().equals(example.limit())) {
                problem("limit", meaning.limit().orElse("none"), limit);
            }
        });
        example.hold().ifPresent(hold -> {
            if (!meaning.hold().equals(example.hold())) {
                String none = meaning.limit()
                        .map(limit -> "none: limit '" + limit + "' is closed")
                        .orElse(meaning.learned() ? "none: learning looks into it" : "none");
                problem("hold", meaning.hold().map(Object::toString).orElse(none), hold.toString());
            }
        });
        if (example.waitsMillis().isPresent() && !meaning.waitsMillis().equals(example.waitsMillis())) {
            problem("waits", Phrases.duration(meaning.waitsMillis()), Phrases.duration(example.waitsMillis()));
        }
        for (int i = 0; i < example.tells().size(); i++) {
            told(meaning, example.tells().get(i), i);
        }
        example.takes().forEach((limit, units) -> {
            Long took = took(meaning, limit);
            if (units != (took == null ? 0 : took)) {
                problem("takes/" + limit, took == null ? "nothing" : took.toString(), units.toString());
            }
        });
    }

    /** Of a limit with a quota for each value of a label, all cases take the same. */
    private static @Nullable Long took(Meaning meaning, String limit) {
        return meaning.takes().entrySet().stream()
                .filter(entry -> entry.getKey().equals(limit) || entry.getKey().startsWith(limit + Limit.CASE))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private void told(Meaning meaning, Example.Tells expected, int at) {
        boolean found = meaning.tells().stream().anyMatch(told -> fits(expected, told));
        if (!found) {
            List<String> came = meaning.tells().stream().map(Phrases::told).toList();
            problem("tells/" + at, came.isEmpty() ? "nothing" : String.join("; ", came), Phrases.told(expected));
        }
    }

    private static boolean fits(Example.Tells expected, Meaning.Told told) {
        boolean resets = expected.resetMillis().isEmpty()
                || told.reset()
                        .filter(span ->
                                span.leastMillis() <= expected.resetMillis().getAsLong()
                                        && expected.resetMillis().getAsLong() <= span.mostMillis())
                        .isPresent();
        return told.limit().equals(expected.limit())
                && fits(expected.quota(), told.quota())
                && fits(expected.remaining(), told.remaining())
                && resets;
    }

    private static boolean fits(OptionalLong expected, OptionalLong told) {
        return expected.isEmpty() || expected.equals(told);
    }

    private void problem(String field, String came, String expected) {
        String name = field.startsWith("takes/") ? field.replace('/', '.') : field.replaceFirst("/.*", "");
        problems.add(new Problem(
                example.pointer() + '/' + field,
                "example '" + example.name() + "': field '" + name + "' comes to " + came + ", expected " + expected));
    }
}
