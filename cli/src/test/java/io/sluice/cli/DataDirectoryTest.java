package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataDirectoryTest {
    private static final Path OF_THE_ACCOUNT = Path.of(System.getProperty("user.home"), ".local", "share");

    @Test
    void dataLieWhereTheSpecificationSays() {
        assertThat(base(Map.of("XDG_DATA_HOME", "/x", "HOME", "/h"))).isEqualTo(Path.of("/x"));
        assertThat(base(Map.of("XDG_DATA_HOME", "", "HOME", "/h"))).isEqualTo(Path.of("/h/.local/share"));
        assertThat(base(Map.of("HOME", "/h"))).isEqualTo(Path.of("/h/.local/share"));
    }

    @Test
    void withoutAHomeTheyLieInThatOfTheAccount() {
        assertThat(base(Map.of("HOME", ""))).isEqualTo(OF_THE_ACCOUNT);
        assertThat(base(Map.of())).isEqualTo(OF_THE_ACCOUNT);
    }

    private static Path base(Map<String, String> environment) {
        return DataDirectory.base(environment::get);
    }
}
