package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final List<String> told = new ArrayList<>();
    private final ListAppender<ILoggingEvent> shown = new ListAppender<>();
    private final LoggerContext context = new LoggerContext();
    private final Logger network = context.getLogger("org.apache.kafka.clients.NetworkClient");
    private final Logger sender = context.getLogger("org.apache.kafka.clients.producer.internals.Sender");

    @BeforeEach
    void start() {
        shown.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(shown);
        context.addTurboFilter(new RepeatedWarnings(millis::get, told::add));
    }

    @Test
    void aBrokerThatIsAwayForTenMinutesIsOneLineAMinute() {
        for (int second = 0; second < 600; second++) {
            String client = "[Consumer clientId=c-" + second + ", groupId=g] ";
            network.warn(client + "Connection to node -1 (broker/10.0.0.1:9092) could not be established. Node may not"
                    + " be available.");
            network.warn(client + "Bootstrap broker broker:9092 (id: -1 rack: null isFenced: false) disconnected");
            millis.addAndGet(1_000);
        }
        assertThat(shown.list).isEmpty();
        assertThat(told).hasSize(10).containsOnly("no broker answers at broker:9092, trying again");
    }

    @Test
    void eachAddressIsToldByItself() {
        network.warn("[Producer clientId=p] Connection to node 1 (/127.0.0.1:1) could not be established.");
        network.warn("[Producer clientId=p] Connection to node 2 (/127.0.0.1:2) could not be established.");
        assertThat(told)
                .containsExactly(
                        "no broker answers at 127.0.0.1:1, trying again",
                        "no broker answers at 127.0.0.1:2, trying again");
    }

    @Test
    void otherWarningsPassOnceAMinuteAndErrorsAlways() {
        for (int i = 0; i < 60; i++) {
            sender.warn("[Producer clientId=p-{}] Got error produce response with id {}, retrying", i, i);
            sender.error("an error");
            context.getLogger("io.sluice.cli").warn("ours");
            millis.addAndGet(2_000);
        }
        assertThat(shown.list).hasSize(2 + 60 + 60);
    }

    @Test
    void whatIsTriedAgainInNormalWorkIsNotShown() {
        sender.warn(
                "Got error produce response with correlation id {} on topic-partition {}, retrying ({} attempts left)."
                        + " Error: {}",
                7,
                "calls-0",
                9,
                "CONCURRENT_TRANSACTIONS");
        context.getLogger("kafka.server.DefaultAutoTopicCreationManager").warn("the topic is being made");
        assertThat(shown.list).isEmpty();
    }
}
