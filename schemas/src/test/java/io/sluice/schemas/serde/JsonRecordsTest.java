package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.Answered;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Credential;
import io.sluice.schemas.CredentialMetric;
import io.sluice.schemas.Places;
import io.sluice.schemas.Result;
import io.sluice.schemas.wire.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        ApiRequest text = read("{'provider':'api','path':'/x','context':'{}'}");
        assertThat(text.getContext()).isEqualTo("{}");
        assertThat(text.getContextIsJson()).isFalse();
        assertThat(requests.tree(text).get("context").isTextual()).isTrue();
        ApiRequest json = read("{'provider':'api','path':'/x','context':{'c':1}}");
        assertThat(json.getContext()).isEqualTo("{\"c\":1}");
        assertThat(json.getContextIsJson()).isTrue();
        assertThat(requests.tree(json).get("context").toString()).isEqualTo("{\"c\":1}");
        assertThat(read("{'provider':'api','path':'/x','context':null}").getContextIsJson())
                .isFalse();
    }

    @Test
    void thatAContextIsJsonIsNoFieldOfItsOwn() {
        assertThat(requests.tree(read("{'provider':'api','path':'/x','context':1}"))
                        .has("contextIsJson"))
                .isFalse();
        assertThatThrownBy(() -> read("{'provider':'api','path':'/x','contextIsJson':true}"))
                .hasMessageStartingWith("unknown field 'contextIsJson', expected one of id, provider")
                .hasMessageEndingWith(", cost, context");
    }

    @Test
    void aContextThatIsSaidToBeJsonAndIsNoneIsShownAsAString() {
        ApiRequest request = read("{'provider':'api','path':'/x'}");
        ApiRequest broken = ApiRequest.newBuilder(request)
                .setContext("{")
                .setContextIsJson(true)
                .build();
        assertThat(requests.tree(broken).get("context").textValue()).isEqualTo("{");
        ApiRequest none = ApiRequest.newBuilder(request).setContextIsJson(true).build();
        assertThat(requests.tree(none).get("context").isNull()).isTrue();
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

    @Test
    void valuesOfAListInAQueryMayBeNumbersToo() {
        ApiRequest request = read("{'provider':'api','path':'/x','query':{'a':[1,true,2.50,'x']}}");
        assertThat(request.getQuery()).isEqualTo(Map.of("a", List.of("1", "true", "2.50", "x")));
        refused("{'provider':'api','path':'/x','query':{'a':[null]}}", "field 'query.a[0]' is null");
        refused("{'provider':'api','path':'/x','query':{'a':[[]]}}", "field 'query.a[0]' is a list");
    }

    @Test
    void nullIsAsGoodAsAbsent() {
        assertThat(read("{'provider':'api','path':'/x','method':null,'query':null,'cost':null,'context':null}"))
                .isEqualTo(read("{'provider':'api','path':'/x'}"));
        refused("{'provider':null,'path':'/x'}", "field 'provider' is missing");
    }

    @Test
    void aDateThatIsNoneIsRefused() {
        String expected = "expected epoch ms or an RFC 3339 date and time";
        refused("{'provider':'api','path':'/x','deadline':'soon'}", "field 'deadline' is \"soon\", " + expected);
        refused("{'provider':'api','path':'/x','deadline':'+999999999-12-31T23:59:59Z'}", expected);
        refused("{'provider':'api','path':'/x','deadline':99999999999999999999}", "from -9223372036854775808 to");
    }

    @Test
    void onlyBytesHaveABase64Form() {
        refused("{'provider':'api','path':'/x','pathBase64':'L3g='}", "unknown field 'pathBase64'");
        JsonRecords<ApiResponse> responses = new JsonRecords<>(ApiResponse.getClassSchema());
        String start =
                "{\"requestId\":\"r\",\"provider\":\"api\",\"result\":\"OK\",\"requestedAt\":1,\"completedAt\":2,";
        assertThatThrownBy(() -> responses.read(bytes(start + "\"body\":\"x\",\"bodyBase64\":\"eA==\"}")))
                .hasMessage("fields 'body' and 'bodyBase64' are both given, expected one");
        assertThatThrownBy(() -> responses.read(bytes(start + "\"bodyBase64\":\"?\"}")))
                .hasMessage("field 'bodyBase64' is \"?\", expected base64");
    }

    @Test
    void requiredBytesMustBeThere() {
        JsonRecords<Answered> answers = new JsonRecords<>(Answered.getClassSchema());
        assertThatThrownBy(() -> answers.read(bytes("{\"at\":1}"))).hasMessage("field 'digest' is missing");
    }

    @Test
    void numbersKeepToTheirRange() {
        JsonRecords<Places> places = new JsonRecords<>(Places.getClassSchema());
        assertThatThrownBy(
                        () -> places.read(bytes("{\"caller\":\"c\",\"egress\":\"e\",\"places\":99999999999,\"at\":1}")))
                .hasMessage(
                        "field 'places' is 99999999999," + " expected a whole number from -2147483648 to 2147483647");
        assertThatThrownBy(() -> new JsonRecords<>(CredentialMetric.getClassSchema())
                        .read(bytes("{\"series\":\"s\",\"windowStart\":1,\"windowEnd\":2,\"provider\":\"p\","
                                + "\"credential\":\"c\",\"status\":\"active\",\"errorRate\":1e999}")))
                .hasMessageStartingWith("field 'errorRate' is 1E+999, expected a number");
    }

    @Test
    void messagesAboutCredentialsShowNoValue() {
        JsonRecords<Credential> credentials = new JsonRecords<>(Credential.getClassSchema());
        for (String secret : List.of(
                "'s3cr3t'",
                "{'token':'s3cr3t'}",
                "{'token':['s3cr3t']}",
                "{'token':{'env':['s3cr3t']}}",
                "{'token':{'value':'s3cr3t'}}",
                "s3cr3t",
                "'s3cr3t",
                "{'s3cr3t':1,'s3cr3t':2}")) {
            byte[] json =
                    bytes("{'id':'a','provider':'p','secret':".replace('\'', '"') + secret.replace('\'', '"') + "}");
            assertThatThrownBy(() -> credentials.read(json))
                    .isInstanceOf(UnreadableRecordException.class)
                    .message()
                    .as(secret)
                    .satisfies(message ->
                            assertThat(message.replace("secret.s3cr3t", "")).doesNotContain("s3cr3t"));
        }
        assertThatThrownBy(() -> credentials.read(bytes("{\"id\":\"a\",\"provider\":\"p\",\"secret\":\"s3cr3t\"}")))
                .hasMessage("field 'secret' is a string, expected an object");
    }

    @Test
    void aMessageIsOneShortLine() {
        String long1 = "x".repeat(5_000);
        for (String json : List.of(
                "{'provider':'api','path':'/x','a\\nb" + long1 + "':1}",
                "{'provider':'api','path':['\\n'],'query':{'" + long1 + "':{}}}",
                "{'provider':'api','provider':'a',",
                "{'provider':" + long1,
                "{'provider':'api','path':'/x','cost':'" + long1 + "\\n'}",
                "")) {
            assertThatThrownBy(() -> read(json))
                    .isInstanceOf(UnreadableRecordException.class)
                    .message()
                    .hasSizeLessThan(1_010)
                    .doesNotContain("\n");
        }
    }

    @Test
    void anEmptyRecordIsSaidToBeEmpty() {
        refused("", "the record is empty, expected an object");
        refused("null", "the record is null, expected an object");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
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

    @Test
    void aLongTextIsShownInAMessageWithoutHalvesOfPairs() {
        assertThatThrownBy(() -> read("{'provider':'api','path':'/x','deadline':'x" + "\uD83D\uDE00".repeat(99) + "'}"))
                .satisfies(refused ->
                        assertThat(Texts.isWellFormed(refused.getMessage())).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'provider':'api','path':'/x','client':'\\ud83d'}",
                "{'provider':'api','path':'/x','context':{'a':'\\ude00'}}",
                "{'provider':'api','path':'/x','json':['\\ud83d']}",
                "{'provider':'api','path':'/x','query':{'\\ud83d':'1'}}",
                "{'provider':'api','path':'/x','query':{'a':['\\ud83d']}}",
                "{'provider':'api','path':'/x','\\ud83d':1}"
            })
    void halfASurrogatePairIsRefusedInAMessageThatCanBeWritten(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UnreadableRecordException.class)
                .satisfies(refused ->
                        assertThat(Texts.isWellFormed(refused.getMessage())).isTrue());
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
