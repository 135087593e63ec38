package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopFieldsTest {
    private static final Map<String, String> BOTH = Map.of("id", "a", "provider", "p");

    @Test
    void theFieldsOfTheObjectItselfAreFoundAndNoneThatLieDeeper() {
        assertThat(read("{'json':{'id':'inner','provider':'x'},'list':[{'id':'y'}],'provider':'p','id':'a'}"))
                .isEqualTo(BOTH);
        assertThat(read("{'body':'\\\"id\\\":\\\"z\\\"','json':{'id':'inner'}}"))
                .isEmpty();
    }

    @Test
    void brokenJsonIsReadUpToWhereItIsBroken() {
        assertThat(read("{'id':'a','provider':'p','path':/}")).isEqualTo(BOTH);
        assertThat(read("{'id':'a','provider':'p'")).isEqualTo(BOTH);
        assertThat(read("{'id':'a',,'provider':'p'}")).isEqualTo(Map.of("id", "a"));
        assertThat(read("{'id':'a','provider':'p','json':" + "[".repeat(100_000)))
                .isEqualTo(BOTH);
    }

    @Test
    void otherTypesAndTextsThatCannotBeUsedAreLeftOut() {
        assertThat(read("{'id':7,'provider':null}")).isEmpty();
        assertThat(read("{'id':'','provider':'" + "p".repeat(201) + "'}")).isEmpty();
        assertThat(read("{'id':'\\ud83d','provider':'p'}")).isEqualTo(Map.of("provider", "p"));
        assertThat(read("['id','a']")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void onlyTheFirstBytesAreRead() {
        byte[] json = "{\"provider\":\"p\",\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(TopFields.read(json, 18, Set.of("id", "provider"))).isEqualTo(Map.of("provider", "p"));
    }

    @Test
    void anyBytesAreSurvived() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes =
                    "{\"id\":\"a\\u0041\",\"provider\":\"p\",\"x\":[1,{\"y\":2}]}".getBytes(StandardCharsets.UTF_8);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(TopFields.read(bytes, 1_000, Set.of("id", "provider")))
                    .as("seed " + seed)
                    .isNotNull();
        }
    }

    private static Map<String, String> read(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return TopFields.read(bytes, 512 * 1024, Set.of("id", "provider"));
    }
}
