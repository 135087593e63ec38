package io.sluice.schemas.serde;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which subject the schema of a topic's values belongs to: Confluent's strategies, by the names of their classes.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#subject-name-strategy">Subject
 *     name strategy</a>
 */
enum SubjectNameStrategy {
    /** The topic's name and {@code -value}; the default. */
    TOPIC("TopicNameStrategy") {
        @Override
        String subject(String topic, Schema schema) {
            return topic + "-value";
        }

        @Override
        Schema written(Schema schema, Object value) {
            return schema;
        }
    },
    /** The record's full name, whatever the topic. */
    RECORD("RecordNameStrategy") {
        @Override
        String subject(String topic, Schema schema) {
            return schema.getFullName();
        }
    },
    /** The topic's name, a hyphen, and the record's full name. */
    TOPIC_RECORD("TopicRecordNameStrategy") {
        @Override
        String subject(String topic, Schema schema) {
            return topic + '-' + schema.getFullName();
        }
    };

    private static final String KEY = Topics.SUBJECT_NAME_STRATEGY;
    private static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String name;

    SubjectNameStrategy(String name) {
        this.name = name;
    }

    abstract String subject(String topic, Schema schema);

    /** What a value of a schema is written with: a union has no name, so its records go each with their own. */
    Schema written(Schema schema, Object value) {
        return value instanceof SpecificRecord record ? record.getSchema() : schema;
    }

    /**
     * The one that a serde's configuration names, by its class or the class's short name.
     *
     * @throws ConfigException if it names another, in one line for the user
     */
    static SubjectNameStrategy of(Map<String, ?> config) {
        Object value = config.get(KEY);
        if (value == null) {
            return TOPIC;
        }
        String named = value instanceof Class<?> type
                ? type.getName()
                : value.toString().strip();
        for (SubjectNameStrategy strategy : values()) {
            if (named.equals(strategy.name) || named.equals(PACKAGE + strategy.name)) {
                return strategy;
            }
        }
        throw new ConfigException(
                KEY + " is '" + named + "', expected TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
    }
}
