package io.sluice.bench.loop;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A pipeline under measurement: a request record goes in, an HTTP call is made, a response record comes out. */
public interface Loop extends AutoCloseable {
    /** Begins the ids of requests that others hand in, whose responses no driver waits for. */
    String ASIDE = "aside-";

    /** What it is called in results. */
    String name();

    /** Properties of every Kafka client. */
    Map<String, Object> client();

    /** A record that asks for {@code POST /id} with a body. */
    ProducerRecord<byte[], byte[]> request(String id, String body);

    /** The topic of responses; their keys are the ids of the requests. */
    String responses();

    /** Whether a response says that its call was answered as it should. */
    boolean good(byte[] response);

    @Override
    void close();
}
