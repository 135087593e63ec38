package io.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Lets one of Kafka's warnings of a kind through each minute: a role has a dozen clients, and each warns at every attempt.
 * That no broker answers is said in our words instead. Logback's DuplicateMessageFilter would never let one through again.
 */
final class RepeatedWarnings extends TurboFilter {
    /**
     * Loggers whose warnings are about what is tried again at once: everybody who begins a transaction on a new broker
     * has its topic made, and a standby asks for offsets of a transaction that is open.
     */
    private static final Set<String> TRIED_AGAIN = Set.of(
            "kafka.server.DefaultAutoTopicCreationManager",
            "org.apache.kafka.clients.admin.internals.ListConsumerGroupOffsetsHandler");

    private static final long PAUSE = TimeUnit.MINUTES.toMillis(1);
    private static final int MOST_KINDS = 1_000;
    private static final String CLIENT = "^\\[[^]]*] ";
    private static final Pattern AWAY = Pattern.compile(
            "Connection to node \\S+ \\((?<host>[^/)]*)/(?<ip>[^)]*):(?<port>\\d+)\\) could not be established"
                    + "|Bootstrap broker (?<broker>\\S+) .*disconnected");

    /** What a transaction that begins meets while the one before it is being ended. */
    private static final Pattern NORMAL = Pattern.compile("retrying .*CONCURRENT_TRANSACTIONS");

    private final LongSupplier millis;
    private final Consumer<String> tell;
    private final Map<String, Long> passed = new HashMap<>();

    /**
     * @param millis the time, in ms
     * @param tell says that no broker answers
     */
    RepeatedWarnings(LongSupplier millis, Consumer<String> tell) {
        this.millis = millis;
        this.tell = tell;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable trouble) {
        boolean shown = level == Level.WARN && format != null && level.isGreaterOrEqual(logger.getEffectiveLevel());
        if (shown && TRIED_AGAIN.contains(logger.getName())) {
            return FilterReply.DENY;
        }
        if (!shown || !logger.getName().startsWith("org.apache.kafka.")) {
            return FilterReply.NEUTRAL;
        }
        String text = String.valueOf(
                        MessageFormatter.arrayFormat(format, params).getMessage())
                .replaceFirst(CLIENT, "");
        Matcher away = AWAY.matcher(text);
        if (away.find()) {
            String line = "no broker answers at " + address(away) + ", trying again";
            if (isDue(line)) {
                tell.accept(line);
            }
            return FilterReply.DENY;
        }
        boolean due = !NORMAL.matcher(text).find() && isDue(logger.getName() + text.replaceAll("\\d+", ""));
        return due ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private static String address(Matcher away) {
        String host = away.group("host");
        if (host == null) {
            return away.group("broker");
        }
        return (host.isEmpty() ? away.group("ip") : host) + ":" + away.group("port");
    }

    private synchronized boolean isDue(String kind) {
        long now = millis.getAsLong();
        if (passed.size() > MOST_KINDS) {
            passed.clear();
        }
        Long last = passed.get(kind);
        boolean due = last == null || now - last >= PAUSE;
        if (due) {
            passed.put(kind, now);
        }
        return due;
    }
}
