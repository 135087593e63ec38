package io.sluice.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another secret in a file is told once, when it has been there for a while. */
class SecretWatchTest {
    @TempDir
    private Path folder;

    private Path token;
    private boolean away;
    private int told;
    private SecretWatch watch;

    @BeforeEach
    void begin() throws IOException {
        token = Files.writeString(folder.resolve("token"), "first");
        Path provider = Files.writeString(folder.resolve("p.yaml"), "provider: api\nbaseUrl: https://api.example\n");
        Path credentials = Files.writeString(
                folder.resolve("c.yaml"), "- { id: alice, provider: api, secret: { file: " + token + " } }\n");
        Definitions definitions = new Definitions(
                ProviderFiles.load(List.of(provider.toString())),
                CredentialFiles.load(List.of(credentials.toString())));
        watch = new SecretWatch(definitions, () -> {
            if (away) {
                throw new IOException("the broker is away");
            }
            told++;
        });
    }

    @Test
    void anotherTextIsToldOnceAtTheSecondLook() throws IOException {
        look(2);
        assertThat(told).isZero();
        Files.writeString(token, "second");
        look(1);
        assertThat(told).isZero();
        look(3);
        assertThat(told).isEqualTo(1);
    }

    @Test
    void aFileThatIsAwayForAWhileSaysNothing() throws IOException {
        Files.delete(token);
        look(3);
        Files.writeString(token, "first\n");
        look(3);
        assertThat(told).isZero();
    }

    @Test
    void whatCouldNotBeToldIsToldLater() throws IOException {
        Files.writeString(token, "second");
        away = true;
        look(3);
        away = false;
        look(2);
        assertThat(told).isEqualTo(1);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }
}
