package io.sluice.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * A schema as its .avsc file has it, without what Avro's code generator adds for Java. A registry takes the two for
 * different schemas, so only this form is found where somebody has registered the file.
 */
final class PlainSchema {
    private static final String JAVA_STRING = "avro.java.string";

    private PlainSchema() {}

    static Schema of(Schema generated) {
        try {
            JsonNode tree = JsonRecords.MAPPER.readTree(generated.toString());
            strip(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema's text is JSON", e);
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        node.forEach(PlainSchema::strip);
    }
}
