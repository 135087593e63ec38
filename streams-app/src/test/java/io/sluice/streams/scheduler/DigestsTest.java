package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.Trust;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that ask for different things never look alike. */
class DigestsTest {
    static {
        Trust.inRecords();
    }

    @Test
    void listsOfTextsAreToldApartWhateverTheTextsHold() {
        assertThat(query(Map.of("ids", List.of("1", "2"))))
                .isNotEqualTo(query(Map.of("ids", List.of("1, 2"))))
                .isNotEqualTo(query(Map.of("ids", List.of("12"))))
                .isNotEqualTo(query(Map.of("ids", List.of("2", "1"))));
    }

    @Test
    void mapsAreToldApartWhateverTheirKeysHold() {
        assertThat(query(Map.of("a", List.of("1"), "b", List.of("2"))))
                .isNotEqualTo(query(Map.of("a=[1], b", List.of("2"))))
                .isNotEqualTo(query(Map.of("a", List.of("1", "b", "2"))))
                .isNotEqualTo(query(Map.of("a", List.of("2"), "b", List.of("1"))));
        assertThat(query(Map.of("", List.of()))).isNotEqualTo(query(Map.of()));
    }

    @Test
    void theOrderOfTheKeysDoesNotMatter() {
        Map<String, List<String>> forth = new LinkedHashMap<>();
        forth.put("a", List.of("1"));
        forth.put("b", List.of("2"));
        Map<String, List<String>> back = new LinkedHashMap<>();
        back.put("b", List.of("2"));
        back.put("a", List.of("1"));
        assertThat(query(forth)).isEqualTo(query(back));
    }

    private static byte[] query(Map<String, List<String>> query) {
        return Digests.of(ApiRequest.newBuilder()
                .setProvider("api")
                .setPath("/")
                .setQuery(query)
                .build());
    }
}
