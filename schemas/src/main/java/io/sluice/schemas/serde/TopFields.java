package io.sluice.schemas.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.schemas.wire.Texts;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The text fields of a JSON object itself, not of what lies in it, as far as they stand before the place where the JSON is
 * broken. So the sender of a record that cannot be read as a whole can be answered.
 */
public final class TopFields {
    private static final JsonFactory JSON = new JsonFactory();

    /** Longest text that is taken. */
    private static final int LONGEST = 200;

    private TopFields() {}

    /**
     * The first text of each wanted field, among the first {@code most} bytes. Texts that are empty, longer than
     * {@value #LONGEST} characters, or no text in UTF-8 are left out.
     */
    public static Map<String, String> read(byte[] bytes, int most, Set<String> wanted) {
        Map<String, String> found = new HashMap<>();
        try (JsonParser parser = JSON.createParser(bytes, 0, Math.min(bytes.length, most))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return found;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME && found.size() < wanted.size()) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && wanted.contains(name)) {
                    keep(found, name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException broken) {
            return found;
        }
        return found;
    }

    private static void keep(Map<String, String> found, String name, String text) {
        if (!text.isEmpty() && text.length() <= LONGEST && Texts.isWellFormed(text)) {
            found.putIfAbsent(name, text);
        }
    }
}
