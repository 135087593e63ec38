package io.sluice.policy.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Oddity;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and times as answers write them; the answer came at midnight, half a second after its call left. */
class ValuesTest {
    /** 2026-01-01T00:00:00Z. */
    private static final long MIDNIGHT = 1_767_225_600_000L;

    private static final String DATE = "Thu, 01 Jan 2026 00:00:00 GMT";

    private final Values values = new Values(MIDNIGHT - 500, MIDNIGHT, DATE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DETECTED      | 60                            | 60000",
                "DETECTED      | 5.300000000000011             | 5300",
                "DETECTED      | 0                             | 0",
                "DETECTED      | 1.5                           | 1500",
                "DETECTED      | 512.2                         | 512200",
                "DETECTED      | 0.0005                        | 1",
                "DETECTED      | 1767225660                    | 60000",
                "DETECTED      | 1767225660.5                  | 60500",
                "DETECTED      | 1767225660123                 | 60123",
                "DETECTED      | 120ms                         | 120",
                "DETECTED      | 26s                           | 26000",
                "DETECTED      | 6m0s                          | 360000",
                "DETECTED      | 2026-01-01T00:01:00Z          | 60000",
                "DETECTED      | 2026-01-01T00:01Z             | 60000",
                "DETECTED      | 2026-01-01T01:01:00+01:00     | 60000",
                "DETECTED      | 2026-01-01 00:01:00 UTC       | 60000",
                "DETECTED      | 2026-01-01T00:01:00           | 60000",
                "DETECTED      | 2026-01-01T00:01:00+0000      | 60000",
                "DETECTED      | 2026-01-01 01:01:00 +0100     | 60000",
                "DETECTED      | Thu, 01 Jan 2026 00:01:00 GMT | 60000",
                "DETECTED      | Thu, 01 Jan 2026 00:01:00 UTC | 60000",
                "DETECTED      | Thursday, 01-Jan-26 00:01:00 GMT | 60000",
                "DETECTED      | Thu Jan  1 00:01:00 2026      | 60000",
                "DETECTED      | Thu Jan 01 2026 01:01:00 GMT+0100 (Central European Standard Time) | 60000",
                "DELTA_MINUTES | 9                             | 540000",
                "DELTA_MILLIS  | 1500                          | 1500",
                "DELTA_SECONDS | 2.0                           | 2000",
                "EPOCH_SECONDS | 1767225660                    | 60000",
                "EPOCH_MILLIS  | 1767225660000                 | 60000",
                "ISO           | 2026-01-01T00:01:00.250Z      | 60250",
                "HTTP_DATE     | Thu, 01 Jan 2026 00:01:00 GMT | 60000",
                "DURATION      | 1h                            | 3600000"
            })
    void timesAreReadInEveryForm(TimeForm form, String text, long ahead) {
        assertThat(values.time(text, form, "reset").map(values::waitUntil)).contains(ahead);
        assertThat(values.oddities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "94608000                       | TOO_FAR",
                "1861920000                     | TOO_FAR",
                "99999999999999999999           | TOO_FAR",
                "2029-01-01T00:00:00Z           | TOO_FAR",
                "900d                           | TOO_FAR",
                "-1                             | NEGATIVE",
                "500000000                      | UNREADABLE",
                "soon                           | UNREADABLE",
                "1e400                          | UNREADABLE",
                "1e999999999                    | UNREADABLE",
                "0x10                           | UNREADABLE",
                "NaN                            | UNREADABLE",
                "2026-13-01T00:00:00Z           | UNREADABLE",
                "2026-02-30T00:00:00Z           | UNREADABLE"
            })
    void whatIsNoTimeIsNotedAndNotBelieved(String text, Oddity.Kind kind) {
        assertThat(values.time(text, TimeForm.DETECTED, "reset")).isEmpty();
        assertThat(values.oddities()).containsExactly(new Oddity(kind, "reset: " + oneForm(text)));
    }

    /** Instants are noted in epoch ms. */
    private static String oneForm(String text) {
        return switch (text) {
            case "1861920000" -> "1861920000000";
            case "2029-01-01T00:00:00Z" -> "1861920000000";
            default -> text;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void whatIsEmptyTellsNothingAndIsNotOdd(String text) {
        assertThat(values.time(text, TimeForm.DETECTED, "reset")).isEmpty();
        assertThat(values.count(text, "left")).isEmpty();
        assertThat(values.count(null, "left")).isEmpty();
        assertThat(values.oddities()).isEmpty();
    }

    @Test
    void anInstantCountsFromTheAnswersOwnDateAndIsAsWideAsBothGrains() {
        assertThat(values.time("1767225660", TimeForm.EPOCH_SECONDS, "reset"))
                .contains(new Interval(MIDNIGHT - 500 + 58_000, MIDNIGHT + 60_000));
        assertThat(values.time("60", TimeForm.DELTA_SECONDS, "reset"))
                .contains(new Interval(MIDNIGHT - 500 + 59_000, MIDNIGHT + 60_000));
        assertThat(values.time("60.0", TimeForm.DELTA_SECONDS, "reset"))
                .contains(new Interval(MIDNIGHT - 500 + 59_900, MIDNIGHT + 60_000));
        assertThat(values.time("9", TimeForm.DELTA_MINUTES, "reset"))
                .contains(new Interval(MIDNIGHT - 500 + 480_000, MIDNIGHT + 540_000));
    }

    @Test
    void withoutADateAnInstantIsWiderByASecondOnEachSide() {
        Values dateless = new Values(MIDNIGHT - 500, MIDNIGHT, null);
        assertThat(dateless.time("1767225660", TimeForm.DETECTED, "reset"))
                .contains(new Interval(MIDNIGHT + 58_000, MIDNIGHT + 61_000));
    }

    @Test
    void anInstantThatIsOverSaysNothing() {
        Values dateless = new Values(MIDNIGHT - 500, MIDNIGHT, null);
        assertThat(values.time("1767225599", TimeForm.DETECTED, "reset")).isEmpty();
        assertThat(dateless.time("1767225598", TimeForm.DETECTED, "reset")).isEmpty();
        assertThat(values.oddities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "997.0, 997", "3.99, 3", "3.9999999999999999, 3", "1000000000000, 1000000000000"})
    void countsAreWholeAndNotNegative(String text, long count) {
        assertThat(values.count(text, "left")).hasValue(count);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, NEGATIVE",
        "-0.5, NEGATIVE",
        "1000000000001, TOO_LARGE",
        "1000000000000000, TOO_LARGE",
        "99999999999999999999, TOO_LARGE",
        "many, UNREADABLE",
        "unlimited, UNREADABLE"
    })
    void anAbsurdCountIsNotedAndNotBelieved(String text, Oddity.Kind kind) {
        assertThat(values.count(text, "left")).isEmpty();
        assertThat(values.oddities()).containsExactly(new Oddity(kind, "left: " + text));
    }

    @Test
    void aQuotaOfNothingIsNone() {
        assertThat(values.quota("0", "limit")).isEmpty();
        assertThat(values.quota("1", "limit")).isEqualTo(OptionalLong.of(1));
        assertThat(values.oddities()).containsExactly(new Oddity(Oddity.Kind.NO_QUOTA, "limit: 0"));
    }

    @Test
    void ofEachKindOneIsNotedAndALongOneIsCut() {
        values.count("x".repeat(10_000), "left");
        values.count("y", "left");
        assertThat(values.oddities()).hasSize(1);
        assertThat(values.oddities().get(0).what()).hasSize(120).startsWith("left: xxx");
    }

    @Test
    void aDateThatIsNoneIsNoDate() {
        assertThat(new Values(0, 0, "yesterday").date()).isEmpty();
        assertThat(values.date()).hasValue(MIDNIGHT);
        assertThat(values.time("Thu, 01 Jan 2026 00:00:00 GMT", TimeForm.DETECTED, "x"))
                .isEqualTo(Optional.of(new Interval(MIDNIGHT - 500, MIDNIGHT)));
    }
}
