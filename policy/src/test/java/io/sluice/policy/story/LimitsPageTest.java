package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.file.ProviderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page about limits shows what its examples do: each drawing is made by the scheduler from the file above it. Where the
 * page is out of date, {@code mvn verify -Dsluice.write} draws it anew.
 */
class LimitsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "limits.md");
    private static final String ASK = "<!-- calls of ";

    @Test
    void eachDrawingIsWhatItsExampleDoes() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        List<String> drawn = new ArrayList<>();
        String yaml = "";
        int drawings = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            drawn.add(line);
            if (line.equals("```yaml")) {
                int end = lines.subList(i, lines.size()).indexOf("```") + i;
                yaml = String.join("\n", lines.subList(i + 1, end)) + "\n";
            } else if (line.startsWith(ASK)) {
                drawings++;
                drawn.add("```");
                String asked = line.substring(ASK.length(), line.indexOf(" -->"));
                Timeline.draw(yaml, asked).lines().forEach(drawn::add);
                drawn.add("```");
                if (i + 1 < lines.size() && lines.get(i + 1).equals("```")) {
                    i = lines.subList(i + 2, lines.size()).indexOf("```") + i + 2;
                }
            }
        }
        if (System.getProperty("sluice.write") != null) {
            Files.write(PAGE, drawn);
        }
        assertThat(drawings).isPositive();
        assertThat(Files.readAllLines(PAGE)).isEqualTo(drawn);
    }

    @Test
    void eachExampleIsAFileThatValidates(@TempDir Path folder) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int files = 0;
        for (int i = lines.indexOf("```yaml"); i >= 0; i = next(lines, i)) {
            List<String> yaml = new ArrayList<>(
                    lines.subList(i + 1, lines.subList(i, lines.size()).indexOf("```") + i));
            if (yaml.stream().noneMatch(line -> line.startsWith("provider:"))) {
                yaml.add(0, "provider: example\nbaseUrl: https://api.example.com");
            }
            Path file = Files.write(folder.resolve("at-line-" + (i + 1) + ".yaml"), yaml);
            assertThat(ProviderFiles.load(List.of(file.toString()))).hasSize(1);
            files++;
        }
        assertThat(files).isGreaterThan(10);
    }

    private static int next(List<String> lines, int i) {
        int found = lines.subList(i + 1, lines.size()).indexOf("```yaml");
        return found < 0 ? found : found + i + 1;
    }
}
