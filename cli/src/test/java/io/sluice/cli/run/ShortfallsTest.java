package io.sluice.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import org.junit.jupiter.api.Test;

class ShortfallsTest {
    @Test
    void eachResultOtherThanOkHasALineWithItsNumberAndWhyTheFirstCameToIt() {
        Shortfalls shortfalls = new Shortfalls();
        shortfalls.count(response("a", Result.OK, null));
        shortfalls.count(response("b", Result.GAVE_UP, "connection-refused, at the last of 5 attempts"));
        shortfalls.count(response("c", Result.GAVE_UP, "another"));
        shortfalls.count(response("d\u001b[31m", Result.HTTP_ERROR, null));

        assertThat(shortfalls.lines())
                .hasSize(2)
                .contains("2 GAVE_UP, first 'b': connection-refused, at the last of 5 attempts")
                .anySatisfy(line ->
                        assertThat(line).startsWith("1 HTTP_ERROR, first 'd").doesNotContain("\u001b"));
    }

    @Test
    void nothingIsSaidWhereAllIsWell() {
        Shortfalls shortfalls = new Shortfalls();
        shortfalls.count(response("a", Result.OK, null));
        assertThat(shortfalls.lines()).isEmpty();
    }

    private static ApiResponse response(String id, Result result, String reason) {
        return ApiResponse.newBuilder()
                .setRequestId(id)
                .setProvider("api")
                .setResult(result)
                .setReason(reason)
                .setRequestedAt(0)
                .setCompletedAt(1)
                .build();
    }
}
