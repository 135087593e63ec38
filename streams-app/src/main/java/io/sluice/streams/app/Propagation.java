package io.sluice.streams.app;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A broker does not know a topic that was just made until the controller's metadata have reached it. */
public final class Propagation {
    private static final long LOOK_MILLIS = 100;

    private Propagation() {}

    /** What a broker is asked of topics. */
    public interface Question<T> {
        /** Asks; {@link ExecutionException} holds what the broker says where it gives no answer. */
        T put(Admin admin) throws InterruptedException, ExecutionException;
    }

    /**
     * Returns the answer once the broker that is asked knows the topics; throws what it says where it does not within
     * that time.
     */
    public static <T> T await(Admin admin, Duration patience, Question<T> question)
            throws InterruptedException, ExecutionException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return question.put(admin);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > giveUp) {
                    throw e;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }
}
