package io.sluice.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/providers.md is what the bundled files say. */
class ProviderPagesTest {
    private static final Path PAGE = Path.of("..", "docs", "providers.md");

    /** Writes it anew with {@code -Dsluice.write}. */
    @Test
    void thePageIsCurrent() throws IOException {
        String page = ProviderPage.of(ProviderFiles.load(Bundled.NAMES));
        if (System.getProperty("sluice.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("mvn verify -pl policy -am -Dsluice.write writes it")
                .hasContent(page);
    }

    @Test
    void aSectionHasLimitsTermsAndWhatIsNotPublished() {
        Policy trakt = ProviderFiles.load(List.of("trakt")).get(0);
        assertThat(ProviderPage.of(List.of(trakt)))
                .contains("\n## trakt\n")
                .contains("| authed-get | read | account | 500 per 5m, sliding |")
                .contains("\n**Secret**: `token`, `client_id`.\n")
                .contains("\n**Accounts**: each request names one.\n")
                .contains("forbidden")
                .contains("the quota was 1000 until summer 2026");
    }
}
