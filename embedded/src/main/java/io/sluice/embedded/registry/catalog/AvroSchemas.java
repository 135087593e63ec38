package io.sluice.embedded.registry.catalog;

import org.apache.avro.Schema;

/** Reads schema texts. One schema has one text, {@link Schema#toString()}, however it was laid out. */
final class AvroSchemas {
    private AvroSchemas() {}

    /** @throws RegistryException 42201 for a text that is no Avro schema */
    static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (RuntimeException e) { // beside its own, the parser lets some of Java's through
            throw RegistryException.invalidSchema(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw RegistryException.invalidSchema("nested too deeply");
        }
    }
}
