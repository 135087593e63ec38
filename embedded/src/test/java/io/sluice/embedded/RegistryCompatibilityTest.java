package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.RegistryClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a schema of a subject may change, as Confluent documents it, beyond what {@link RegistryContractTest} has. */
final class RegistryCompatibilityTest extends WithRegistry {
    @Test
    void aSchemaThatCannotReadOlderDataIsRefused() throws Exception {
        client.register("s", V1);
        Reply refused = client.register("s", NEW_REQUIRED);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.json().get("message").asText())
                .startsWith("Schema being registered is incompatible with an earlier schema for subject \"s\"")
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE", "version 1");
        assertThat(client.get("/subjects/s/versions").text()).isEqualTo("[1]");
    }

    @Test
    void anythingMayChangeAtTheLevelNone() throws Exception {
        client.register("s", V1);
        client.put("/config", "{\"compatibility\":\"none\"}");
        assertThat(isCompatible("/compatibility/subjects/s/versions", NEW_REQUIRED))
                .isTrue();
        assertThat(isCompatible("/compatibility/subjects/s/versions/latest", REMOVED_REQUIRED))
                .isTrue();
        assertThat(client.register("s", NEW_REQUIRED).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"BACKWARD, true", "BACKWARD_TRANSITIVE, false"})
    void transitiveMeansAllVersionsAndNotTheLatestAlone(String level, boolean compatible) throws Exception {
        client.put("/config/s", "{\"compatibility\":\"NONE\"}");
        client.register("s", V1);
        client.register("s", NEW_REQUIRED);
        client.put("/config/s", "{\"compatibility\":\"" + level + "\"}");
        String latestOnly = record("{'name':'c','type':'int'}");
        assertThat(isCompatible("/compatibility/subjects/s/versions", latestOnly))
                .isEqualTo(compatible);
        assertThat(client.register("s", latestOnly).status()).isEqualTo(compatible ? 200 : 409);
    }

    @Test
    void compatibilityIsTestedWithOneVersionAndExplained() throws Exception {
        client.register("s", V1);
        client.register("s", V2);
        assertThat(isCompatible("/compatibility/subjects/s/versions/1", V2)).isTrue();
        Reply verbose = client.postSchema("/compatibility/subjects/s/versions/1?verbose=true", NEW_REQUIRED);
        assertThat(verbose.json().get("is_compatible").asBoolean()).isFalse();
        assertThat(verbose.json().get("messages").get(0).asText()).contains("/fields/1");
        assertThat(client.postSchema("/compatibility/subjects/s/versions/9", V1).code())
                .isEqualTo(40402);
        assertThat(isCompatible("/compatibility/subjects/new/versions/latest", V1))
                .isTrue();
        assertThat(isCompatible("/compatibility/subjects/new/versions", V1)).isTrue();
        assertThat(client.get("/subjects").text()).isEqualTo("[\"s\"]");
    }

    private boolean isCompatible(String path, String schema) throws Exception {
        return client.postSchema(path, schema).json().get("is_compatible").booleanValue();
    }

    @Test
    void theLevelIsBackwardUntilItIsSet() throws Exception {
        assertThat(client.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(client.put("/config", "{\"compatibility\":\"full\"}").text())
                .isEqualTo("{\"compatibility\":\"FULL\"}");
        assertThat(client.put("/config/s", "{\"compatibility\":\"NONE\"}").status())
                .isEqualTo(200);
        assertThat(client.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(client.get("/config/s").text()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(client.get("/config/t?defaultToGlobal=true").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(client.put("/config", "{\"compatibility\":\"some\"}").code()).isEqualTo(42203);
        assertThat(client.delete("/config/s").text()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(client.delete("/config/s").code()).isEqualTo(40401);
        assertThat(client.delete("/config").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(client.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    }
}
