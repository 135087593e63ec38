package io.sluice.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.sluice.schemas.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest extends WithScriptedRegistry {
    private static final Schema MARK = Mark.getClassSchema();

    @Test
    void anIdThatTheRegistryDoesNotKnowIsTheRecordsFault() {
        answers(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        assertThatThrownBy(() -> at(Map.of()).schema(7))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("the registry does not know schema id 7");
    }

    @Test
    void anIdOfAnotherLanguageIsTheRecordsFault() {
        answers(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\";\"}");
        assertThatThrownBy(() -> at(Map.of()).schema(7))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("schema id 7 is not an Avro schema");
    }

    @Test
    void aRegistryThatCannotBeAskedIsNotTheRecordsFault() {
        answers(404, "<html>no such page</html>");
        assertRetryable();
        answers(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
        assertRetryable();
        answers(500, "{\"error_code\":50001,\"message\":\"store\"}");
        assertRetryable();
        answers(401, "{\"error_code\":40101,\"message\":\"who are you\"}");
        assertRetryable();
        answers(200, "<html>a login page</html>");
        assertRetryable();
        answers(200, "{\"hello\":\"world\"}");
        assertRetryable();
        server.stop(0);
        assertRetryable();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 422})
    void aSchemaThatIsRefusedAloneIsTheRecordsFault(int refusal) {
        Registry registry = withOurs();
        gives("/schemas/ids/3", 200, "{\"schema\":\"\\\"string\\\"\"}");
        answers(refusal, "{\"error_code\":40301,\"message\":\"that subject is another's\"}");
        assertThatThrownBy(() -> registry.schema(7))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageStartingWith("the registry gives no schema 7: that subject is another's");
    }

    /** What only Sluice writes is good: a schema that is refused of it is refused by mistake, and must not cost its records. */
    @Test
    void aSchemaOfARecordOfOursIsAwayWhereItIsRefusedAlone() {
        Registry registry = withOurs();
        gives("/schemas/ids/3", 200, "{\"schema\":\"\\\"string\\\"\"}");
        answers(403, "{\"error_code\":40301,\"message\":\"that subject is another's\"}");
        byte[] record = {0, 0, 0, 0, 7, 0};
        assertThatThrownBy(() ->
                        new AvroSerde<Mark>(registry, MARK, AvroSerde.Writers.SLUICE).deserialize("calls", record))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("the registry gives no schema 7");
        assertThatThrownBy(() ->
                        new AvroSerde<Mark>(registry, MARK, AvroSerde.Writers.ANYBODY).deserialize("requests", record))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void anIdThatIsNoSchemaIsNotAskedForWithEachRecord() {
        Registry registry = at(Map.of());
        answers(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        for (int record = 0; record < 100; record++) {
            assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(UnreadableRecordException.class);
        }
        assertThat(authorizations).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 408, 422, 429, 500})
    void whereItRefusesOursTooOrWhoAsksNoRecordIsAtFault(int refusal) {
        answers(refusal, "{\"error_code\":1,\"message\":\"no\"}");
        assertThatThrownBy(() -> at(Map.of()).schema(7)).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> withOurs().schema(7)).isInstanceOf(RegistryException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 405, 408, 429, 500})
    void whatMayPassIsNotTheRecordsFaultThoughItGivesOurs(int trouble) {
        Registry registry = withOurs();
        gives("/schemas/ids/3", 200, "{\"schema\":\"\\\"string\\\"\"}");
        answers(trouble, "{\"error_code\":1,\"message\":\"not now\"}");
        assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(RegistryException.class);
    }

    /** A registry that has given our schema the id 3. */
    private Registry withOurs() {
        gives("/subjects", 200, "{\"id\":3}");
        Registry registry = at(Map.of("auto.register.schemas", "false"));
        assertThat(registry.id("s-value", MARK)).isEqualTo(3);
        return registry;
    }

    private void gives(String path, int status, String text) {
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Test
    void whatMayPassIsToldFromARefusal() {
        for (int passing : new int[] {429, 500, 503}) {
            answers(passing, "{\"error_code\":50001,\"message\":\"not now\"}");
            assertAway(true, at(Map.of()));
        }
        for (int lasting : new int[] {401, 403, 404, 422}) {
            answers(lasting, "{\"error_code\":1,\"message\":\"no\"}");
            assertAway(false, at(Map.of()));
        }
        answers(502, "<html>no such server</html>");
        assertAway(true, at(Map.of()));
        answers(200, "<html>a login page</html>");
        assertAway(false, at(Map.of()));
        server.stop(0);
        assertAway(true, at(Map.of()));
        assertAway(true, new Registry(Map.of("schema.registry.url", "http://no.invalid:1")));
    }

    private static void assertAway(boolean away, Registry registry) {
        assertThatThrownBy(() -> registry.id("s-value", MARK))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        trouble -> assertThat(trouble instanceof RegistryAwayException)
                                .as(trouble.getMessage())
                                .isEqualTo(away));
    }

    @Test
    void basicAuthIsConfluents() {
        answers(200, "{\"schema\":\"\\\"string\\\"\"}");
        at(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:secret"))
                .schema(1);
        assertThat(authorizations).containsExactly("Basic bWU6c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void whoMayOnlyRegisterGetsIdsAllTheSame(int versions) {
        server.createContext("/subjects", exchange -> {
            boolean registers = exchange.getRequestMethod().equals("POST");
            exchange.sendResponseHeaders(registers ? 200 : versions, 0);
            exchange.getResponseBody().write("{\"id\":3,\"error_code\":1}".getBytes(UTF_8));
            exchange.close();
        });
        answers(403, "{\"error_code\":40301,\"message\":\"levels are for others\"}");
        assertThat(at(Map.of()).id("s-value", MARK)).isEqualTo(3);
    }

    @Test
    void mockScopesAreRegistriesOfTheirOwn() {
        int id = mock("one", Map.of()).id("s-value", MARK);
        assertThat(mock("one", Map.of()).schema(id)).isEqualTo(PlainSchema.of(MARK));
        assertThatThrownBy(() -> mock("two", Map.of()).schema(id)).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void withoutAutoRegisterASchemaMustBeThere() throws Exception {
        Map<String, String> find = Map.of("auto.register.schemas", "false");
        assertThatThrownBy(() -> mock("find", find).id("s-value", MARK))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("s-value");
        int id = client("find").register("s-value", new AvroSchema(file("Mark")));
        assertThat(mock("find", find).id("s-value", MARK)).isEqualTo(id);
    }

    @Test
    void theLatestVersionIsTakenWhereItsBytesAreOurs() throws Exception {
        Map<String, String> latest = Map.of("auto.register.schemas", "false", "use.latest.version", "true");
        client("latest").register("s-value", new AvroSchema(file("Places")));
        assertThatThrownBy(() -> mock("latest", latest).id("s-value", MARK))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("is not this program's");
        Schema documented = new Schema.Parser().parse(file("Mark").replace("epoch ms", "epoch milliseconds"));
        int id = client("latest").register("s-value", new AvroSchema(documented));
        assertThat(mock("latest", latest).id("s-value", MARK)).isEqualTo(id);
    }

    private void assertRetryable() {
        assertThatThrownBy(() -> at(Map.of()).schema(7))
                .isInstanceOf(RegistryException.class)
                .isInstanceOf(RetriableException.class);
        assertThatThrownBy(() -> at(Map.of()).id("s-value", MARK)).isInstanceOf(RegistryException.class);
    }

    private static Registry mock(String scope, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put("schema.registry.url", "mock://registry-test-" + scope);
        return new Registry(config);
    }

    private static SchemaRegistryClient client(String scope) {
        return MockSchemaRegistry.getClientForScope("registry-test-" + scope);
    }

    /** A contract as its file has it. */
    private static String file(String record) throws IOException {
        return Files.readString(Path.of("src/main/avro/" + record + ".avsc"));
    }
}
