package io.sluice.embedded;

import static io.sluice.embedded.WithRegistry.NEW_REQUIRED;
import static io.sluice.embedded.WithRegistry.REMOVED_REQUIRED;
import static io.sluice.embedded.WithRegistry.V1;
import static io.sluice.embedded.WithRegistry.V2;
import static io.sluice.embedded.WithRegistry.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.RegistryClient.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Confluent's REST API as far as clients use it: what any registry must do. {@link ApicurioDiffersTest} has what one does not. */
@ParameterizedClass(name = "{0}")
@EnumSource
final class RegistryContractTest {
    private final String subject = "s-" + UUID.randomUUID();
    private final RegistryClient client;

    RegistryContractTest(Registries registry) throws Exception {
        this.client = new RegistryClient(registry.url());
    }

    @Test
    void aSchemaHasOneIdInAllSubjects() throws Exception {
        int first = register(subject, V1);
        int second = register(subject, V2);
        assertThat(second).isNotEqualTo(first);
        assertThat(register(subject, V1)).isEqualTo(first);
        assertThat(register(subject + "-other", V1)).isEqualTo(first);
        assertThat(client.get("/subjects").text()).contains('"' + subject + '"', '"' + subject + "-other\"");
        assertThat(versions()).isEqualTo("[1,2]");
    }

    @Test
    void aVersionIsFoundByNumberAndAsTheLatest() throws Exception {
        int id = register(subject, V1);
        register(subject, V2);
        Reply first = client.get("/subjects/" + subject + "/versions/1");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("subject").asText()).isEqualTo(subject);
        assertThat(first.json().get("version").asInt()).isEqualTo(1);
        assertThat(first.json().get("id").asInt()).isEqualTo(id);
        assertThat(first.json().get("schema").asText()).isEqualTo(V1);
        for (String latest : new String[] {"latest", "-1"}) {
            Reply found = client.get("/subjects/" + subject + "/versions/" + latest);
            assertThat(found.json().get("version").asInt()).isEqualTo(2);
        }
        assertThat(client.get("/subjects/" + subject + "/versions/1/schema").text())
                .isEqualTo(V1);
        assertThat(client.get("/subjects/" + subject + "/versions/1/referencedby")
                        .text())
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
        "/subjects/none/versions, 404, 40401",
        "/subjects/none/versions/1, 404, 40401",
        "/subjects/SUBJECT/versions/9, 404, 40402",
        "/schemas/ids/2000000000, 404, 40403",
        "/schemas/ids/2000000000/versions, 404, 40403"
    })
    void whatIsNotThereHasConfluentsErrorCode(String path, int status, int code) throws Exception {
        register(subject, V1);
        Reply reply = client.get(path.replace("SUBJECT", subject));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().get("message").asText()).isNotBlank();
    }

    @Test
    void anIdLeadsToItsSchemaAndWhereItIsUsed() throws Exception {
        String own = record("{'name':'a','type':'string','doc':'" + subject + "'}");
        int id = register(subject, own);
        register(subject + "-other", own);
        assertThat(client.get("/schemas/ids/" + id).json().get("schema").asText())
                .isEqualTo(own);
        assertThat(client.get("/schemas/ids/" + id + "/versions").json()).hasSize(2);
    }

    @Test
    void aSchemaIsLookedUpUnderItsSubject() throws Exception {
        int id = register(subject, V1);
        Reply found = client.postSchema("/subjects/" + subject, V1);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().get("id").asInt()).isEqualTo(id);
        assertThat(found.json().get("version").asInt()).isEqualTo(1);
        assertThat(client.postSchema("/subjects/" + subject, V2).code()).isEqualTo(40403);
        assertThat(client.postSchema("/subjects/none", V1).code()).isEqualTo(40401);
    }

    @Test
    void aVersionIsHiddenAndItsSchemaStaysForWhatWasWritten() throws Exception {
        int id = register(subject, V1);
        register(subject, V2);
        assertThat(client.delete("/subjects/" + subject + "/versions/1").text()).isEqualTo("1");
        assertThat(versions()).isEqualTo("[2]");
        assertThat(client.get("/subjects/" + subject + "/versions/1").code()).isEqualTo(40402);
        assertThat(client.get("/schemas/ids/" + id).status()).isEqualTo(200);
    }

    @Test
    void aSubjectIsHiddenAndForgotten() throws Exception {
        register(subject, V1);
        register(subject, V2);
        assertThat(client.delete("/subjects/" + subject + "?permanent=true").code())
                .isEqualTo(40405);
        assertThat(client.delete("/subjects/" + subject).text()).isEqualTo("[1,2]");
        assertThat(client.get("/subjects").text()).doesNotContain(subject);
        assertThat(client.get("/subjects?deleted=true").text()).contains(subject);
        assertThat(client.delete("/subjects/" + subject + "?permanent=true").text())
                .isEqualTo("[1,2]");
        assertThat(client.get("/subjects?deleted=true").text()).doesNotContain(subject);
    }

    @Test
    void aSchemaThatCannotReadOlderDataIsRefused() throws Exception {
        register(subject, V1);
        Reply refused = client.register(subject, NEW_REQUIRED);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.json().get("message").asText()).contains("/fields/1");
        assertThat(versions()).isEqualTo("[1]");
    }

    @ParameterizedTest
    @CsvSource({
        "BACKWARD, false, true",
        "FORWARD, true, false",
        "FULL, false, false",
        "BACKWARD_TRANSITIVE, false, true",
        "FORWARD_TRANSITIVE, true, false",
        "FULL_TRANSITIVE, false, false"
    })
    void aLevelSaysWhatAChangeMayBreak(String level, boolean mayAddRequired, boolean mayRemoveRequired)
            throws Exception {
        register(subject, V1);
        level(level);
        assertThat(isCompatible("/versions", NEW_REQUIRED)).isEqualTo(mayAddRequired);
        assertThat(isCompatible("/versions/latest", REMOVED_REQUIRED)).isEqualTo(mayRemoveRequired);
        assertThat(client.register(subject, NEW_REQUIRED).status()).isEqualTo(mayAddRequired ? 200 : 409);
    }

    @ParameterizedTest
    @CsvSource({"BACKWARD, true", "BACKWARD_TRANSITIVE, false"})
    void transitiveMeansAllVersionsAndNotTheLatestAlone(String level, boolean compatible) throws Exception {
        register(subject, V1);
        level("FORWARD");
        register(subject, NEW_REQUIRED);
        level(level);
        String latestOnly = record("{'name':'c','type':'int'}");
        assertThat(client.register(subject, latestOnly).status()).isEqualTo(compatible ? 200 : 409);
    }

    @Test
    void compatibilityIsTestedWithOneVersion() throws Exception {
        register(subject, V1);
        register(subject, V2);
        assertThat(isCompatible("/versions/1", V2)).isTrue();
        assertThat(isCompatible("/versions/1", NEW_REQUIRED)).isFalse();
        assertThat(client.postSchema("/compatibility/subjects/" + subject + "/versions/9", V1)
                        .code())
                .isEqualTo(40402);
    }

    @Test
    void aLevelIsSetAndTakenBack() throws Exception {
        register(subject, V1);
        Reply set = client.put("/config/" + subject, "{\"compatibility\":\"FULL\"}");
        assertThat(set.text()).isEqualTo("{\"compatibility\":\"FULL\"}");
        assertThat(client.get("/config/" + subject).text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(client.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(client.delete("/config/" + subject).text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(isCompatible("/versions", NEW_REQUIRED)).as("BACKWARD again").isFalse();
        assertThat(isCompatible("/versions", REMOVED_REQUIRED)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'schema':'no schema'}",
                "{'schema':'\\\"string\\\"','schemaType':'PROTOBUF'}",
                "{'schema':'{\\\"type\\\":\\\"record\\\"}'}",
                "{}"
            },
            quoteCharacter = '~')
    void whatIsNoSchemaIsRefused(String body) throws Exception {
        Reply refused = client.post("/subjects/" + subject + "/versions", body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo(42201);
    }

    @Test
    void aSubjectsNameMayHoldAnythingThatCanBeEscaped() throws Exception {
        String odd = "a%2Fb%20%C3%A9+" + subject;
        register(odd, V1);
        assertThat(client.get("/subjects").text()).contains("\"a/b é+" + subject + '"');
        assertThat(client.get("/subjects/" + odd + "/versions").text()).isEqualTo("[1]");
    }

    private int register(String under, String schema) throws Exception {
        Reply registered = client.register(under, schema);
        assertThat(registered.status()).as(registered.text()).isEqualTo(200);
        return registered.json().get("id").asInt();
    }

    private String versions() throws Exception {
        return client.get("/subjects/" + subject + "/versions").text();
    }

    private void level(String level) throws Exception {
        String body = "{\"compatibility\":\"" + level + "\"}";
        assertThat(client.put("/config/" + subject, body).status()).isEqualTo(200);
    }

    private boolean isCompatible(String versions, String schema) throws Exception {
        Reply reply = client.postSchema("/compatibility/subjects/" + subject + versions, schema);
        return reply.json().get("is_compatible").booleanValue();
    }
}
