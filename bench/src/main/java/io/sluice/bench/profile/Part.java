package io.sluice.bench.profile;

import java.util.List;

/**
 * A part of the program, by the packages that it is made of. A sample belongs to the part of its innermost frame that is in
 * one; the first part in the list that names the frame's package counts.
 */
record Part(String title, List<String> packages) {
    private static final String OTHER = "Java and others";

    private static final List<Part> ALL = List.of(
            new Part("core", List.of("io.sluice.core.")),
            new Part("policy", List.of("io.sluice.policy.")),
            new Part("serdes and Avro", List.of("io.sluice.schemas.", "org.apache.avro.")),
            new Part("scheduler task", List.of("io.sluice.streams.")),
            new Part("caller", List.of("io.sluice.connectors.")),
            new Part("RocksDB", List.of("org.rocksdb.")),
            new Part("Kafka Streams", List.of("org.apache.kafka.streams.")),
            new Part("Kafka producer", List.of("org.apache.kafka.clients.producer.")),
            new Part("Kafka consumer", List.of("org.apache.kafka.clients.consumer.")),
            new Part("Kafka records, compression, protocol", List.of("org.apache.kafka.common.")),
            new Part("broker", List.of("kafka.", "org.apache.kafka.")),
            new Part("Netty and Vert.x", List.of("io.netty.", "io.vertx.")),
            new Part("JSON", List.of("com.fasterxml.")),
            new Part("benchmark", List.of("io.sluice.bench.")));

    /** The title of the part that a stack belongs to, innermost method first. */
    static String of(List<String> methods) {
        for (String method : methods) {
            for (Part part : ALL) {
                if (part.packages.stream().anyMatch(method::startsWith)) {
                    return part.title;
                }
            }
        }
        return OTHER;
    }
}
