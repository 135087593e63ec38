package io.sluice.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * A broker in a process of its own, which can be killed. Its main method commits many offsets of a group, leaves a transaction open
 * and waits.
 */
final class BrokerProcess implements AutoCloseable {
    /** So that a group takes a while to be loaded. */
    static final int COMMITS = 1_500;

    private static final String READY = "ready";

    private final Process process;
    private final BufferedReader output;

    private BrokerProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static BrokerProcess start(Path directory) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.toString());
        return new BrokerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The lines that the process has printed, on stdout and stderr, until it was ready. */
    List<String> linesUntilReady() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.equals(READY)) {
                break;
            }
        }
        return lines;
    }

    long pid() {
        return process.pid();
    }

    /** kill -9, and its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) {
        try {
            hold(Path.of(arguments[0]));
        } catch (Throwable e) { // the broker's threads would go on
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void hold(Path directory) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory));
        Records records = new Records(broker.bootstrap());
        records.createTopic();
        records.commit("first", "second");
        records.commitOffsets(COMMITS);
        KafkaProducer<String, String> producer = records.transactional("left-open", Duration.ofSeconds(5));
        producer.beginTransaction();
        Records.send(producer, "never committed");
        producer.flush();
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
