package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.RegistryClient.Reply;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each endpoint, as Confluent documents it, beyond what {@link RegistryContractTest} asks of any registry. */
final class EmbeddedRegistryTest extends WithRegistry {
    @Test
    void rootHealthAndTypesAnswer() throws Exception {
        assertThat(client.get("/").text()).isEqualTo("{}");
        assertThat(client.get("/").contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
        assertThat(client.get("/health").text()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(client.get("/schemas/types").text()).isEqualTo("[\"AVRO\"]");
    }

    @Test
    void aSchemaHasOneIdInAllSubjectsHoweverItIsLaidOut() throws Exception {
        assertThat(client.register("s", V1).text()).isEqualTo("{\"id\":1}");
        assertThat(client.register("s", V2).text()).isEqualTo("{\"id\":2}");
        assertThat(client.register("s", V1.replace(",", " ,\n")).text()).isEqualTo("{\"id\":1}");
        assertThat(client.register("other", V1).text()).isEqualTo("{\"id\":1}");

        assertThat(client.get("/subjects").text()).isEqualTo("[\"other\",\"s\"]");
        assertThat(client.get("/subjects?subjectPrefix=ot").text()).isEqualTo("[\"other\"]");
        assertThat(client.get("/subjects?subjectPrefix=:*:").text()).isEqualTo("[\"other\",\"s\"]");
        assertThat(client.get("/subjects/s/versions").text()).isEqualTo("[1,2]");
    }

    @ParameterizedTest
    @CsvSource({
        "/subjects/none/versions, 404, 40401",
        "/subjects/none/versions/1, 404, 40401",
        "/subjects/s/versions/9, 404, 40402",
        "/subjects/s/versions/0, 422, 42202",
        "/subjects/s/versions/first, 422, 42202",
        "/schemas/ids/9, 404, 40403",
        "/schemas/ids/9/schema, 404, 40403",
        "/schemas/ids/9/subjects, 404, 40403",
        "/schemas/ids/9/versions, 404, 40403",
        "/schemas/ids/nine, 404, 404",
        "/config/s, 404, 40408",
        "/mode/s, 404, 40409",
        "/nowhere, 404, 404",
        "/subjects//versions, 404, 404"
    })
    void whatIsNotThereHasConfluentsErrorCode(String path, int status, int code) throws Exception {
        client.register("s", V1);
        Reply reply = client.get(path);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().get("message").asText()).isNotBlank();
        assertThat(reply.contentType()).isEqualTo(RegistryClient.TYPE);
    }

    @Test
    void anIdLeadsToItsSchemaAndWhereItIsUsed() throws Exception {
        client.register("s", V1);
        client.register("t", V2);
        client.register("t", V1);
        assertThat(client.get("/schemas/ids/1").json().get("schema").asText()).isEqualTo(V1);
        assertThat(client.get("/schemas/ids/1?fetchMaxId=true")
                        .json()
                        .get("maxId")
                        .asInt())
                .isEqualTo(2);
        assertThat(client.get("/schemas/ids/1/schema").text()).isEqualTo(V1);
        assertThat(client.get("/schemas/ids/1/subjects").text()).isEqualTo("[\"s\",\"t\"]");
        assertThat(client.get("/schemas/ids/1/versions").json()).hasSize(2);
        assertThat(client.get("/schemas").json()).hasSize(3);
        assertThat(client.get("/schemas?latestOnly=true").json()).hasSize(2);
        assertThat(client.get("/schemas?subjectPrefix=t").json()).hasSize(2);
    }

    @Test
    void aVersionIsHiddenFirstAndForgottenLater() throws Exception {
        client.register("s", V1);
        client.register("s", V2);
        assertThat(client.delete("/subjects/s/versions/1?permanent=true").code())
                .isEqualTo(40407);
        assertThat(client.delete("/subjects/s/versions/1").text()).isEqualTo("1");
        assertThat(client.delete("/subjects/s/versions/1").code()).isEqualTo(40406);
        assertThat(client.get("/subjects/s/versions").text()).isEqualTo("[2]");
        assertThat(client.get("/subjects/s/versions?deleted=true").text()).isEqualTo("[1,2]");
        assertThat(client.get("/subjects/s/versions?deletedOnly=true").text()).isEqualTo("[1]");
        assertThat(client.get("/subjects/s/versions/1").code()).isEqualTo(40402);
        assertThat(client.get("/subjects/s/versions/1?deleted=true").status()).isEqualTo(200);
        assertThat(client.get("/schemas/ids/1").status())
                .as("data was written with it")
                .isEqualTo(200);
        assertThat(client.postSchema("/subjects/s", V1).code()).isEqualTo(40403);
        assertThat(client.postSchema("/subjects/s?deleted=true", V1).status()).isEqualTo(200);

        assertThat(client.delete("/subjects/s/versions/1?permanent=true").text())
                .isEqualTo("1");
        assertThat(client.get("/subjects/s/versions?deleted=true").text()).isEqualTo("[2]");
        assertThat(client.get("/schemas/ids/1").code()).isEqualTo(40403);
        assertThat(client.delete("/subjects/s/versions/1").code()).isEqualTo(40402);
        assertThat(client.delete("/subjects/none/versions/1").code()).isEqualTo(40401);
        assertThat(client.delete("/subjects/s/versions/latest").text()).isEqualTo("2");
    }

    @Test
    void aHiddenSchemaComesBackWithItsIdAsANewVersion() throws Exception {
        client.register("s", V1);
        client.delete("/subjects/s/versions/1");
        assertThat(client.register("s", V1).text()).isEqualTo("{\"id\":1}");
        assertThat(client.get("/subjects/s/versions").text()).isEqualTo("[2]");
    }

    @Test
    void aSubjectIsHiddenFirstAndForgottenLater() throws Exception {
        client.register("s", V1);
        client.register("s", V2);
        client.put("/config/s", "{\"compatibility\":\"FULL\"}");
        assertThat(client.delete("/subjects/s?permanent=true").code()).isEqualTo(40405);
        assertThat(client.delete("/subjects/s").text()).isEqualTo("[1,2]");
        assertThat(client.delete("/subjects/s").code()).isEqualTo(40404);
        assertThat(client.get("/subjects").text()).isEqualTo("[]");
        assertThat(client.get("/subjects?deleted=true").text()).isEqualTo("[\"s\"]");
        assertThat(client.get("/config/s").code()).isEqualTo(40408);
        assertThat(client.delete("/subjects/s?permanent=true").text()).isEqualTo("[1,2]");
        assertThat(client.get("/subjects?deleted=true").text()).isEqualTo("[]");
        assertThat(client.delete("/subjects/s").code()).isEqualTo(40401);
        assertThat(client.register("s", V1).text())
                .as("an id is never given twice")
                .isEqualTo("{\"id\":3}");
        assertThat(client.register("s", V2).text()).isEqualTo("{\"id\":4}");
    }

    @Test
    void aReadOnlySubjectCannotBeChanged() throws Exception {
        client.register("s", V1);
        assertThat(client.get("/mode").text()).isEqualTo("{\"mode\":\"READWRITE\"}");
        assertThat(client.put("/mode/s", "{\"mode\":\"READONLY\"}").text()).isEqualTo("{\"mode\":\"READONLY\"}");
        assertThat(client.get("/mode/s").text()).isEqualTo("{\"mode\":\"READONLY\"}");
        for (Reply refused : new Reply[] {
            client.register("s", V2), client.delete("/subjects/s"), client.delete("/subjects/s/versions/1")
        }) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo(42205);
        }
        assertThat(client.register("s", V1).status()).isEqualTo(200);
        assertThat(client.register("t", V2).status()).isEqualTo(200);
        assertThat(client.delete("/mode/s").text()).isEqualTo("{\"mode\":\"READONLY\"}");
        assertThat(client.register("s", V2).status()).isEqualTo(200);

        client.put("/mode/s", "{\"mode\":\"READWRITE\"}");
        client.put("/mode", "{\"mode\":\"READONLY_OVERRIDE\"}");
        assertThat(client.register("s", NEW_REQUIRED).code()).isEqualTo(42205);
        assertThat(client.put("/mode", "{\"mode\":\"IMPORT\"}").code()).isEqualTo(42204);
    }

    static Stream<String> notSupported() {
        return Stream.of(
                "{'schema':'\\'string\\'','schemaType':'PROTOBUF'}",
                "{'schema':'\\'string\\'','references':[{'name':'n','subject':'s','version':1}]}",
                "{'schema':'\\'string\\'','ruleSet':{'domainRules':[]}}",
                "{'schema':'{\\'type\\':\\'record\\'}'}",
                "{'schema':'no schema'}",
                "{'schema':{'type':'string'}}",
                "{}");
    }

    @ParameterizedTest
    @MethodSource("notSupported")
    void whatIsNoAvroSchemaOrNotSupportedIsRefusedClearly(String body) throws Exception {
        Reply refused = client.post("/subjects/s/versions", body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo(42201);
        assertThat(refused.json().get("message").asText()).startsWith("Invalid schema: ");
    }

    @Test
    void anEmptyListOfReferencesAndNullsAreNothing() throws Exception {
        String body = "{'schema':'\\'string\\'','schemaType':'AVRO','references':[],'id':null,'metadata':null}";
        assertThat(client.post("/subjects/s/versions", body.replace('\'', '"')).text())
                .isEqualTo("{\"id\":1}");
        assertThat(client.post("/subjects/s/versions", body.replace('\'', '"').replace("null,", "7,"))
                        .code())
                .isEqualTo(42205);
    }

    @Test
    void aSubjectsNameMayHoldAnythingThatCanBeEscaped() throws Exception {
        client.register("a%2Fb%20%C3%A9+c", V1);
        assertThat(client.get("/subjects").text()).isEqualTo("[\"a/b é+c\"]");
        assertThat(client.get("/subjects/a%2Fb%20%C3%A9+c/versions").text()).isEqualTo("[1]");
        assertThat(client.register("a%00b", V1).code()).isEqualTo(42208);
    }
}
