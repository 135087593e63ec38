package io.sluice.embedded;

import static io.sluice.embedded.WithRegistry.NEW_REQUIRED;
import static io.sluice.embedded.WithRegistry.V1;
import static io.sluice.embedded.WithRegistry.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.RegistryClient.Reply;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Apicurio 2.6.13 does otherwise than Confluent's registry, which {@link EmbeddedRegistryTest} follows. */
final class ApicurioDiffersTest {
    private final String subject = "s-" + UUID.randomUUID();
    private RegistryClient client;

    @BeforeEach
    void start() throws Exception {
        client = new RegistryClient(Registries.APICURIO.url());
    }

    @Test
    void itsLevelCannotBeTakenBack() throws Exception {
        assertThat(client.delete("/config").status()).isEqualTo(405);
    }

    @Test
    void aSubjectWithoutALevelSaysNoneAndNot40408() throws Exception {
        client.register(subject, V1);
        assertThat(client.get("/config/" + subject).text()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(client.register(subject, NEW_REQUIRED).status())
                .as("the registry's level holds")
                .isEqualTo(409);
    }

    @Test
    void noneOfASubjectTakesItsLevelAwayAndAllowsNothing() throws Exception {
        client.register(subject, V1);
        client.put("/config/" + subject, "{\"compatibility\":\"NONE\"}");
        assertThat(client.register(subject, NEW_REQUIRED).status()).isEqualTo(409);
    }

    @Test
    void aSubjectThatIsNotThereIsNotCompatibleWithAnything() throws Exception {
        assertThat(client.postSchema("/compatibility/subjects/" + subject + "/versions/latest", V1)
                        .code())
                .isEqualTo(40402);
    }

    @Test
    void compatibilityWithASubjectIsAskedOfAllItsVersionsWhateverItsLevel() throws Exception {
        client.register(subject, V1);
        client.put("/config/" + subject, "{\"compatibility\":\"FORWARD\"}");
        client.register(subject, NEW_REQUIRED);
        client.put("/config/" + subject, "{\"compatibility\":\"BACKWARD\"}");
        String latestOnly = record("{'name':'c','type':'int'}");
        Reply asked = client.postSchema("/compatibility/subjects/" + subject + "/versions", latestOnly);
        assertThat(asked.json().get("is_compatible").booleanValue()).isFalse();
        assertThat(client.register(subject, latestOnly).status()).isEqualTo(200);
    }

    @Test
    void whyASchemaIsIncompatibleIsAReasonAndNotMessages() throws Exception {
        client.register(subject, V1);
        Reply verbose =
                client.postSchema("/compatibility/subjects/" + subject + "/versions/1?verbose=true", NEW_REQUIRED);
        assertThat(verbose.json().get("reason").asText()).contains("/fields/1");
        assertThat(verbose.json().has("messages")).isFalse();
    }

    @Test
    void aSchemaThatIsLaidOutOtherwiseHasAnotherId() throws Exception {
        int id = client.register(subject, V1).json().get("id").asInt();
        assertThat(client.register(subject, V1.replace(",", " ,\n"))
                        .json()
                        .get("id")
                        .asInt())
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "first"})
    void whatIsNoVersionIsNotFoundAndNotInvalid(String version) throws Exception {
        client.register(subject, V1);
        assertThat(client.get("/subjects/" + subject + "/versions/" + version).code())
                .isEqualTo(40402);
    }

    @Test
    void subjectsAreNotFilteredByTheirPrefix() throws Exception {
        client.register(subject, V1);
        assertThat(client.get("/subjects?subjectPrefix=none").text()).contains(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mode", "/schemas", "/schemas/ids/1/schema", "/schemas/ids/1/subjects", "/health"})
    void itDoesNotHave(String path) throws Exception {
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void whatIsNoJsonIsRefusedInPlainText() throws Exception {
        Reply refused = client.post("/subjects/" + subject + "/versions", "{");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).doesNotStartWith("{");
    }
}
