package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.JsonText;
import io.sluice.schemas.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {
    private final JsonRecords<ApiRequest> requests = new JsonRecords<>(ApiRequest.getClassSchema());

    @Test
    void aRequestNeedsProviderAndPathAlone() {
        ApiRequest request = read("{'provider':'api','path':'/x'}");
        assertThat(request.getMethod()).isEqualTo("GET");
        assertThat(request.getId()).isNull();
        assertThat(request.getQuery()).isEmpty();
    }

    @Test
    void valuesOfAQueryAreAStringOrAList() {
        ApiRequest request = read("{'provider':'api','path':'/x','query':{'a':'1','b':['2','3'],'c':4}}");
        assertThat(request.getQuery()).isEqualTo(Map.of("a", List.of("1"), "b", List.of("2", "3"), "c", List.of("4")));
    }

    @Test
    void aJsonBodyIsAnyValueAndComesBackAsItWas() {
        String json = "{'provider':'api','path':'/x','json':{'n':[1,2.50,null]}}";
        assertThat(read(json).getJson()).isEqualTo("{\"n\":[1,2.50,null]}");
        assertThat(requests.tree(read(json)).get("json").toString()).isEqualTo("{\"n\":[1,2.50,null]}");
    }

    @Test
    void aContextIsAStringOrAnyOtherValue() {
        assertThat(read("{'provider':'api','path':'/x','context':'c'}").getContext())
                .isEqualTo("c");
        assertThat(read("{'provider':'api','path':'/x','context':{'c':1}}").getContext())
                .isEqualTo(new JsonText("{\"c\":1}"));
        ApiRequest request = read("{'provider':'api','path':'/x','context':{'c':1}}");
        assertThat(requests.tree(request).get("context").toString()).isEqualTo("{\"c\":1}");
    }

    @Test
    void aDeadlineIsEpochMillisOrADate() {
        assertThat(read("{'provider':'api','path':'/x','deadline':7}").getDeadline())
                .isEqualTo(7);
        assertThat(read("{'provider':'api','path':'/x','deadline':'2026-01-01T00:00:00+01:00'}")
                        .getDeadline())
                .isEqualTo(1_767_222_000_000L);
    }

    @Test
    void anErrorNamesTheFieldAndWhatWasExpected() {
        refused("{'provider':'api'}", "field 'path' is missing");
        refused("{'provider':'api','path':7}", "field 'path' is 7, expected a string");
        refused("{'provider':'api','path':'/x','pth':1}", "unknown field 'pth', expected one of id, provider");
        refused("{'provider':'api','path':'/x','priority':'soon'}", "expected one of interactive, normal, bulk");
        refused("{'provider':'api','path':'/x','cost':1.5}", "field 'cost' is 1.5, expected a whole number");
        refused("{'provider':'api','path':'/x','query':{'a':{}}}", "field 'query.a' is an object");
        refused("{'provider':'api','path':'/x'", "not JSON");
        refused("{'provider':'api','path':'/x'} 1", "not JSON");
        refused("{'provider':'api','path':'/x','path':'/y'}", "not JSON");
        refused("[]", "the record is a list, expected an object");
    }

    @Test
    void aBodyIsTextOrElseBase64() {
        JsonRecords<ApiResponse> responses = new JsonRecords<>(ApiResponse.getClassSchema());
        ApiResponse text = response("grüezi".getBytes(StandardCharsets.UTF_8));
        assertThat(responses.tree(text).get("body").textValue()).isEqualTo("grüezi");
        assertThat(responses.tree(text).get("bodyBase64").isNull()).isTrue();
        ApiResponse bytes = response(new byte[] {(byte) 0xff, 1});
        assertThat(responses.tree(bytes).get("body").isNull()).isTrue();
        assertThat(responses.tree(bytes).get("bodyBase64").textValue()).isEqualTo("/wE=");
        assertThat(responses.read(responses.write(bytes))).isEqualTo(bytes);
        assertThat(responses.tree(text).has("bodyRef")).isTrue();
    }

    private static ApiResponse response(byte[] body) {
        return ApiResponse.newBuilder()
                .setRequestId("r")
                .setProvider("api")
                .setResult(Result.OK)
                .setRequestedAt(1)
                .setCompletedAt(2)
                .setBody(ByteBuffer.wrap(body))
                .build();
    }

    private ApiRequest read(String json) {
        return requests.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private void refused(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining(message);
    }
}
