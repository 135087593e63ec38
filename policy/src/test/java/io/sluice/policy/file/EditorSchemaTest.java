package io.sluice.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.sluice.policy.PolicyException;
import io.sluice.policy.PolicyReader;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.JsonRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors are told and what is read are the same. */
class EditorSchemaTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.sluice.policy.file.Samples#providers")
    void everyGoodProviderFileIsGoodForEditorsToo(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
        assertThat(ProviderFiles.check(file.toString(), new TreeSet<>()).problems())
                .isEmpty();
        for (YamlFile.Document document : YamlFile.read(file)) {
            assertThat(judge(EditorSchema.PROVIDER, document.tree())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.sluice.policy.file.BundledTest#names")
    void everyBundledFileIsGoodForEditorsToo(String name) {
        for (YamlFile.Document document : ProviderSources.documents(name)) {
            assertThat(judge(EditorSchema.PROVIDER, document.tree())).isEmpty();
        }
    }

    @Test
    void aFileThatExtendsAnotherSaysOnlyWhatIsOtherwise() throws IOException {
        String file = """
                extends: reddit
                headers: { User-Agent: "linux:my.app:1.0 (by /u/me)" }
                terms: { note: mine }
                limits:
                  - { name: client, use: 90% }
                """;
        assertThat(judge(EditorSchema.PROVIDER, tree(file))).isEmpty();
        assertThat(judge(
                        EditorSchema.PROVIDER,
                        tree(file.replace("extends: reddit", "provider: a\nbaseUrl: https://a"))))
                .hasSizeGreaterThan(1);
    }

    /** In a file that extends another, null takes away what that one says. */
    @Test
    void nullIsGoodForEditorsWhereverSomethingCanBeTakenAway() throws IOException {
        String file = """
                extends: reddit
                headers: { User-Agent: null }
                auth: null
                backoff: { base: null }
                terms: null
                limits:
                  - { name: client, use: null, spacing: null }
                """;
        assertThat(judge(EditorSchema.PROVIDER, tree(file))).isEmpty();
        assertThat(judge(EditorSchema.PROVIDER, tree(file.replace("name: client", "name: null"))))
                .isNotEmpty();
    }

    private JsonNode tree(String yaml) throws IOException {
        return YamlFile.read(Files.writeString(folder.resolve("e.yaml"), yaml))
                .get(0)
                .tree();
    }

    @ParameterizedTest
    @MethodSource("io.sluice.policy.file.Samples#brokenProviders")
    void whatEditorsMarkIsRefused(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
        assertThat(judge(EditorSchema.PROVIDER, YamlFile.read(file).get(0).tree()))
                .isNotEmpty();
        assertThat(ProviderFiles.check(file.toString(), new TreeSet<>()).problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("io.sluice.policy.file.Samples#credentials")
    void everyGoodCredentialsFileIsGoodForEditorsToo(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
        Files.writeString(folder.resolve("bob.id"), "x");
        assertThat(CredentialFiles.load(List.of(file.toString()))).isNotEmpty();
        for (YamlFile.Document document : YamlFile.read(file)) {
            assertThat(judge(EditorSchema.CREDENTIALS, document.tree())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.sluice.policy.file.Samples#requests")
    void everyGoodRequestIsGoodForEditorsToo(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("r.jsonl"), line);
        assertThat(new RequestFile("r.jsonl", file).check()).isEqualTo(1);
        assertThat(judge(EditorSchema.REQUEST, JsonRecords.tree(Files.readAllBytes(file))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"path\":\"/\"}",
                "{\"provider\":\"p\",\"path\":\"x\"}",
                "{\"provider\":\"p\",\"path\":\"/\",\"method\":\"get\"}",
                "{\"provider\":\"p\",\"path\":\"/\",\"cost\":0}",
                "{\"provider\":\"p\",\"path\":\"/\",\"maxWaitMs\":-1}",
                "{\"provider\":\"p\",\"path\":\"/\",\"priority\":\"high\"}",
                "{\"provider\":\"p\",\"path\":\"/\",\"query\":[]}",
                "{\"provider\":\"p\",\"path\":\"/\",\"colour\":1}",
                "{\"provider\":\"p\",\"path\":\"/\",\"context\":1,\"contextIsJson\":true}"
            })
    void aRequestThatEditorsMarkIsRefused(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("r.jsonl"), line);
        assertThat(judge(EditorSchema.REQUEST, JsonRecords.tree(Files.readAllBytes(file))))
                .isNotEmpty();
        assertThatThrownBy(() -> new RequestFile("r.jsonl", file).check())
                .isInstanceOf(FileProblem.class)
                .hasMessageStartingWith("r.jsonl:1: ");
    }

    @Test
    void theProviderSchemaKnowsEachFieldThatIsReadAndNoOther() throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), Samples.WHOLE_PROVIDER);
        ObjectNode whole = (ObjectNode) YamlFile.read(file).get(0).tree();
        JsonNode schema = schema(EditorSchema.PROVIDER);
        List<String> visited = new ArrayList<>();
        compare(schema, schema.at("/definitions/provider"), whole, whole, visited);
        assertThat(new TreeSet<>(visited)).isEqualTo(objects(schema));
    }

    @Test
    void theCredentialsSchemaKnowsEachFieldThatIsReadAndNoOther() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "{ id: a, provider: p, zzz: 1, secret: { value: x } }");
        String message = "";
        try {
            CredentialFiles.load(List.of(file.toString()));
        } catch (FileProblem problem) {
            message = problem.getMessage();
        }
        assertThat(expected(message))
                .isEqualTo(names(schema(EditorSchema.CREDENTIALS).at("/definitions/credential/properties")));
    }

    @Test
    void theRequestSchemaKnowsEachFieldThatIsReadAndNoOther() {
        Throwable refused = catchThrowable(() -> new JsonRecords<ApiRequest>(ApiRequest.getClassSchema())
                .read("{\"provider\":\"p\",\"path\":\"/\",\"zzz\":1}".getBytes(StandardCharsets.UTF_8)));
        assertThat(expected(refused.getMessage()))
                .isEqualTo(names(schema(EditorSchema.REQUEST).get("properties")));
    }

    /** Puts a field that nobody knows into each object of the whole sample: the reader then says which it knows. */
    private static void compare(JsonNode root, JsonNode schema, JsonNode at, ObjectNode whole, List<String> visited) {
        JsonNode rule = resolved(root, schema, at);
        if (at.isArray()) {
            at.forEach(item -> compare(root, rule.path("items"), item, whole, visited));
        }
        if (!at.isObject() || !rule.has("properties")) {
            return;
        }
        ((ObjectNode) at).put("zzz", 1);
        assertThat(readersNames(whole)).as(rule.path("description").asText()).isEqualTo(names(rule.get("properties")));
        ((ObjectNode) at).remove("zzz");
        visited.add(names(rule.get("properties")).toString());
        rule.get("properties").properties().forEach(property -> {
            if (at.has(property.getKey())) {
                compare(root, property.getValue(), at.get(property.getKey()), whole, visited);
            }
        });
    }

    private static Set<String> readersNames(JsonNode whole) {
        try {
            PolicyReader.read(whole);
        } catch (PolicyException e) {
            return e.problems().stream()
                    .map(PolicyException.Problem::message)
                    .filter(message -> message.contains("'zzz'"))
                    .map(EditorSchemaTest::expected)
                    .findFirst()
                    .orElse(Set.of());
        }
        return Set.of();
    }

    private static Set<String> expected(String message) {
        return new TreeSet<>(
                List.of(message.replaceFirst(".*expected one of ", "").split(", ", -1)));
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema, JsonNode at) {
        JsonNode rule = schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
        if (!rule.has("oneOf")) {
            return rule;
        }
        for (JsonNode option : rule.get("oneOf")) {
            JsonNode followed = resolved(root, option, at);
            if (followed.path("type").asText().equals(at.isArray() ? "array" : "object")) {
                return followed;
            }
        }
        return rule;
    }

    /** The fields of each object of a schema. */
    private static Set<String> objects(JsonNode schema) {
        Set<String> objects = new TreeSet<>();
        if (schema.path("additionalProperties").isBoolean()) {
            objects.add(names(schema.get("properties")).toString());
        }
        schema.forEach(part -> objects.addAll(objects(part)));
        return objects;
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        for (Iterator<String> all = properties.fieldNames(); all.hasNext(); ) {
            names.add(all.next());
        }
        return names;
    }

    private static JsonNode schema(EditorSchema schema) {
        return JsonRecords.tree(schema.text().getBytes(StandardCharsets.UTF_8));
    }

    private static Set<ValidationMessage> judge(EditorSchema schema, JsonNode tree) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema(schema))
                .validate(tree);
    }
}
