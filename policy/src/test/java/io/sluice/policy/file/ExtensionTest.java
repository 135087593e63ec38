package io.sluice.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.provider.Limit;
import io.sluice.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file over the one that it extends. */
class ExtensionTest {
    private static final String BASE = """
            provider: api
            baseUrl: https://api.example.com
            headers: { Accept: text/plain, X-Version: 1 }
            endpoints:
              - { name: read, match: "GET /**" }
            limits:
              - { name: hour, scope: [account], quota: 100, per: 1h, window: sliding }
              - { name: slow, scope: [account], spacing: 1s }
            answers:
              - { when: { status: 418 }, then: throttled }
            """;

    @TempDir
    private Path folder;

    @Test
    void singleFieldsAreChangedAndTheRestIsInherited() throws IOException {
        write("base.yaml", BASE);
        Policy policy = load("""
                extends: base.yaml
                provider: mine
                headers: { User-Agent: me, X-Version: 2 }
                limits:
                  - { name: hour, quota: 5 }
                """);
        assertThat(policy.name()).isEqualTo("mine");
        assertThat(policy.baseUrl()).hasToString("https://api.example.com");
        assertThat(policy.headers())
                .containsEntry("Accept", "text/plain")
                .containsEntry("X-Version", "2")
                .containsEntry("User-Agent", "me");
        assertThat(policy.provider().endpoint("read").limits())
                .extracting(Limit::name, Limit::quota)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("hour", 5L),
                        org.assertj.core.groups.Tuple.tuple("slow", 1L));
    }

    @Test
    void oneObjectThatStandsForAListIsAListOfOne() throws IOException {
        write("base.yaml", """
                provider: api
                baseUrl: https://api.example.com
                limits: { name: hour, scope: [account], quota: 100, per: 1h, window: sliding }
                answers: { when: { status: 418, body: tea }, then: throttled }
                """);
        Policy policy = load("""
                extends: base.yaml
                limits: { name: slow, scope: [account], spacing: 1s }
                answers: { when: { status: 420 }, then: failed }
                """);
        assertThat(policy.provider().endpoint("other").limits())
                .extracting(Limit::name)
                .containsExactly("slow", "hour");
        assertThat(policy.reading("other").rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.when().body()).isNull());
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() throws IOException {
        write("base.yaml", BASE);
        refused("""
                extends: base.yaml
                limits:
                  - { name: hour, quota: 5 }
                  - { name: hour, scope: [account], quota: 6, per: 2h, window: sliding }
                """, ":3: limit 'hour' is declared twice");
    }

    @Test
    void aHeaderIsTheSameInOtherLetters() throws IOException {
        write("base.yaml", BASE);
        assertThat(load("{ extends: base.yaml, headers: { accept: text/html } }")
                        .headers())
                .containsOnlyKeys("accept", "X-Version")
                .containsEntry("accept", "text/html");
    }

    @Test
    void whatIsNullIsTakenAwayAndOtherListsAreReplaced() throws IOException {
        write("base.yaml", BASE);
        Policy policy = load("""
                extends: base.yaml
                headers: { X-Version: }
                limits:
                  - { name: slow, spacing: null, quota: 2, per: 1s, window: bucket }
                answers: []
                """);
        assertThat(policy.headers()).containsOnlyKeys("Accept");
        assertThat(policy.provider().endpoint("read").limits().get(1).quota()).isEqualTo(2);
        assertThat(policy.reading("read").rules()).isEmpty();
    }

    @Test
    void newEndpointsComeFirstSoThatTheyAreFound() throws IOException {
        write("base.yaml", BASE);
        Policy policy = load("""
                extends: base.yaml
                endpoints:
                  - { name: search, match: "GET /search" }
                """);
        assertThat(policy.routes()).extracting(Policy.Route::endpoint).containsExactly("search", "read");
    }

    @Test
    void whatTravelsIsTheWhole() throws IOException {
        write("base.yaml", BASE);
        Policy policy = load("extends: base.yaml\n");
        assertThat(policy.source().has("extends")).isFalse();
        assertThat(policy.source().at("/limits/0/quota").asInt()).isEqualTo(100);
    }

    @Test
    void aBundledFileIsExtendedByItsName() throws IOException {
        Policy policy = load("""
                extends: reddit
                headers: { User-Agent: "linux:app:1.0 (by /u/me)" }
                """);
        assertThat(policy.name()).isEqualTo("reddit");
        assertThat(ProviderFiles.check(folder.resolve("mine.yaml").toString(), new HashSet<>())
                        .warnings())
                .isEmpty();
    }

    @Test
    void aProblemStandsWhereItsFieldIsAndAnInheritedOneAtExtends() throws IOException {
        write("base.yaml", BASE.replace("status: 418", "status: teapot"));
        Path mine = write("mine.yaml", """
                provider: api
                extends: base.yaml
                limits:
                  - name: hour
                    quota: many
                """);
        assertThat(ProviderFiles.check(mine.toString(), new HashSet<>()).problems())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(mine + ":2: field 'status' is 'teapot'"),
                        line -> assertThat(line).startsWith(mine + ":5: field 'quota' is 'many'"));
    }

    @Test
    void filesThatExtendEachOtherAreRefused() throws IOException {
        write("base.yaml", "extends: mine.yaml\n");
        refused("extends: base.yaml\n", ":1: field 'extends' leads back to");
    }

    @Test
    void whatIsNoFileIsRefused() {
        refused("extends: nowhere\n", ":1: field 'extends' is 'nowhere', expected a file beside this one or one of ");
        refused("extends: [a]\n", ":1: field 'extends' names no file");
        refused("extends: \"a\\0b\"\n", ":1: field 'extends' is ");
    }

    @Test
    void aFileOfTwoProvidersIsNoBase() throws IOException {
        write("base.yaml", BASE + "---\n" + BASE.replace("api", "other"));
        refused("extends: base.yaml\n", ":1: field 'extends' is 'base.yaml', expected a file of one provider");
    }

    private void refused(String mine, String message) {
        assertThatThrownBy(() -> load(mine))
                .isInstanceOf(FileProblem.class)
                .message()
                .contains("yaml" + message);
    }

    private Policy load(String mine) throws IOException {
        return ProviderFiles.load(List.of(write("mine.yaml", mine).toString())).get(0);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
