package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import io.sluice.policy.Fields;
import io.sluice.policy.PolicyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Credential files, by path of a file or folder. */
public final class CredentialFiles {
    private static final Set<String> KNOWN =
            Set.of("id", "provider", "account", "app", "egress", "secret", "labels", "disabled");
    private static final Set<String> SOURCES = Set.of("env", "file", "value");

    private CredentialFiles() {}

    /** Reads them; {@link FileProblem} names the first thing that is wrong, and never shows a secret. */
    public static List<CredentialDefinition> load(List<String> places) {
        return load(places, provider -> true);
    }

    /** The same where these providers alone are called: of no other one need there be a secret. */
    public static List<CredentialDefinition> loadFor(Set<String> providers, List<String> places) {
        return load(places, providers::contains);
    }

    /** Reads them where nobody is going to be called: the variables and files that hold the secrets need not be there. */
    public static List<CredentialDefinition> loadWithoutSecrets(List<String> places) {
        return load(places, provider -> false);
    }

    /** @param called whether a provider is going to be called; no disabled credential is used for that */
    private static List<CredentialDefinition> load(List<String> places, Predicate<String> called) {
        List<CredentialDefinition> definitions = new ArrayList<>();
        Set<CredentialKey> seen = new HashSet<>();
        for (String place : places) {
            FilesAt.of(place).stream()
                    .flatMap(file -> YamlFile.readSecrets(file).stream())
                    .forEach(document -> {
                        CredentialDefinition definition = definition(document, called);
                        CredentialKey key = definition.credential().key();
                        if (!seen.add(key)) {
                            throw new FileProblem(
                                    document.file(),
                                    document.line("/id"),
                                    "field 'id' is '" + key.text() + "' again, expected each credential once");
                        }
                        definitions.add(definition);
                    });
        }
        return definitions;
    }

    private static CredentialDefinition definition(YamlFile.Document document, Predicate<String> called) {
        try {
            return read(document, called);
        } catch (PolicyException e) {
            throw document.problems(e).get(0);
        }
    }

    private static CredentialDefinition read(YamlFile.Document document, Predicate<String> called) {
        Fields fields = Fields.of(document.tree(), KNOWN, Set.of());
        String id = fields.requiredName("id");
        CredentialKey key = new CredentialKey(fields.requiredName("provider"), id);
        boolean disabled = fields.flag("disabled");
        Map<String, SecretRef> secret = secret(fields, document, !disabled && called.test(key.provider()));
        Map<String, String> labels = fields.map("labels");
        String account = fields.name("account");
        String app = fields.name("app");
        String egress = fields.name("egress");
        fields.throwProblems();
        return new CredentialDefinition(
                Credential.withDefaults(key, account, app, egress, labels, disabled),
                secret,
                document.file(),
                document.line("/secret"));
    }

    private static Map<String, SecretRef> secret(Fields fields, YamlFile.Document document, boolean needed) {
        JsonNode secret = document.tree().path("secret");
        Map<String, SecretRef> parts = new LinkedHashMap<>();
        if (!secret.isObject() || secret.isEmpty()) {
            String what = secret.isMissingNode() || secret.isNull() ? "missing" : secret.isObject() ? "empty" : "wrong";
            fields.problem(
                    "secret",
                    "field 'secret' is " + what
                            + ", expected { env: NAME }, { file: PATH }, { value: … } or named parts");
            return parts;
        }
        boolean single = secret.properties().stream()
                .anyMatch(entry ->
                        SOURCES.contains(entry.getKey()) && entry.getValue().isValueNode());
        if (single) {
            parts.put("token", reference(fields, "secret", secret, document, needed));
        } else {
            secret.properties()
                    .forEach(entry -> parts.put(
                            entry.getKey(),
                            reference(fields, "secret." + entry.getKey(), entry.getValue(), document, needed)));
        }
        return parts;
    }

    private static SecretRef reference(
            Fields fields, String field, JsonNode node, YamlFile.Document document, boolean needed) {
        if (node.size() == 1 && node.path("env").isTextual()) {
            String variable = node.get("env").textValue();
            if (needed && System.getenv(variable) == null) {
                fields.problem(
                        field,
                        "field '" + field + "' names the environment variable '" + variable + "', which is not set");
            }
            return new SecretRef.Env(variable);
        }
        if (node.size() == 1 && node.path("file").isTextual()) {
            Path path = Path.of(document.file())
                    .toAbsolutePath()
                    .resolveSibling(node.get("file").textValue());
            if (needed && (!Files.isReadable(path) || Files.isDirectory(path))) {
                fields.problem(
                        field,
                        "field '" + field + "' names the file '"
                                + node.get("file").textValue() + "', which cannot be read");
            }
            return new SecretRef.FileRef(path.toString());
        }
        if (node.size() == 1
                && node.path("value").isValueNode()
                && !node.path("value").isNull()) {
            if (node.get("value").asText().isEmpty()) {
                fields.problem(field, "field '" + field + "' has an empty value, expected a secret");
            }
            return new SecretRef.Value(node.get("value").asText());
        }
        fields.problem(
                field,
                "field '" + field
                        + "' is no reference, expected exactly one of { env: NAME }, { file: PATH }, { value: … }");
        return new SecretRef.Env("");
    }
}
