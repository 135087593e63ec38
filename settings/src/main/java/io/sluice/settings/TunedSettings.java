package io.sluice.settings;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** The settings of one part of Sluice that are not Kafka's defaults, as {@code kafka.properties} says them. */
public final class TunedSettings {
    private static final String FILE = "kafka.properties";
    private static final String PROMISE = "promise.";

    /** Streams takes settings of its clients under these; the longer wins over the shorter, and over none. */
    private static final List<String> OF_STREAMS = List.of("", "producer.", "consumer.", "main.consumer.");

    private static final Map<String, String> ALL = read();

    private final Map<String, String> tuned = new TreeMap<>();
    private final Map<String, String> promises = new TreeMap<>();

    private TunedSettings(String... parts) {
        for (String part : parts) {
            tuned.putAll(below(part + '.'));
            promises.putAll(below(PROMISE + part + '.'));
        }
        if (tuned.isEmpty() && promises.isEmpty()) {
            throw new IllegalArgumentException(FILE + " says nothing of " + List.of(parts));
        }
    }

    /** The settings of the given parts; where two have the same name, the later one counts. */
    public static TunedSettings of(String... parts) {
        return new TunedSettings(parts);
    }

    /** The settings by Kafka's names. */
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>(tuned);
        values.putAll(promises);
        return values;
    }

    /**
     * These settings where the user's do not replace them, the user's, and whatever the user says the ones that
     * promises rest on.
     */
    public Map<String, Object> under(Map<String, ?> users) {
        Map<String, Object> all = new HashMap<>(tuned);
        users.keySet().forEach(name -> all.keySet().removeAll(replacedBy(name)));
        all.putAll(users);
        all.putAll(promises);
        return all;
    }

    private static List<String> replacedBy(String name) {
        return name.startsWith("consumer.")
                ? List.of(name, "main." + name)
                : OF_STREAMS.stream().map(prefix -> prefix + name).toList();
    }

    private static Map<String, String> below(String prefix) {
        Map<String, String> below = new HashMap<>();
        ALL.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), value);
            }
        });
        return below;
    }

    private static Map<String, String> read() {
        Properties properties = new Properties();
        try (InputStreamReader file = new InputStreamReader(
                Objects.requireNonNull(TunedSettings.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        Map<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return Map.copyOf(all);
    }
}
