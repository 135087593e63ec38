package io.sluice.bench.profile;

import java.util.List;

/** A part of the program, by the packages that it is made of. A sample belongs to the part of its innermost frame that is in one. */
enum Part {
    CORE("core", "io.sluice.core."),
    POLICY("policy", "io.sluice.policy."),
    SERDE("serdes and Avro", "io.sluice.schemas.", "org.apache.avro."),
    SCHEDULER("scheduler task", "io.sluice.streams."),
    CALLER("caller", "io.sluice.connectors."),
    ROCKSDB("RocksDB", "org.rocksdb."),
    STREAMS("Kafka Streams", "org.apache.kafka.streams."),
    PRODUCER("Kafka producer", "org.apache.kafka.clients.producer."),
    CONSUMER("Kafka consumer", "org.apache.kafka.clients.consumer."),
    RECORDS("Kafka records, compression, protocol", "org.apache.kafka.common."),
    BROKER("broker", "kafka.", "org.apache.kafka."),
    HTTP("Netty and Vert.x", "io.netty.", "io.vertx."),
    JSON("JSON", "com.fasterxml."),
    BENCH("benchmark", "io.sluice.bench.");

    private static final String OTHER = "Java and others";

    private final String title;
    private final List<String> packages;

    Part(String title, String... packages) {
        this.title = title;
        this.packages = List.of(packages);
    }

    /** The part that a stack belongs to, innermost method first. */
    static String of(List<String> methods) {
        for (String method : methods) {
            for (Part part : values()) {
                if (part.packages.stream().anyMatch(method::startsWith)) {
                    return part.title;
                }
            }
        }
        return OTHER;
    }
}
