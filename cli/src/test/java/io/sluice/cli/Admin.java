package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The admin port of a process, as an operator's tools see it. */
final class Admin {
    static final String REFUSED = "refused";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private Admin(int port) {
        this.port = port;
    }

    /** One at a port that nobody listens on. */
    static Admin somewhere() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new Admin(free.getLocalPort());
        }
    }

    String port() {
        return Integer.toString(port);
    }

    /** Status, a space and the body of what is answered at a path; {@link #REFUSED} where nobody listens. */
    String get(String path) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (ConnectException e) {
            return REFUSED;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until what is answered at a path is as it should be; returns it. */
    String await(String path, Predicate<String> wanted) {
        return await(path, () -> get(path), wanted);
    }

    void awaitReady() {
        assertThat(await("/readyz", answer -> answer.startsWith("200 "))).isNotEmpty();
    }

    /** The sum of a metric over all its series whose labels hold these texts; 0 where there is none. */
    double metric(String name, String... labels) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    void awaitMetric(Predicate<Double> wanted, String name, String... labels) {
        assertThat(wanted).accepts(await(name, () -> metric(name, labels), wanted));
    }

    private static <T> T await(String what, Supplier<T> look, Predicate<T> wanted) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        T found = look.get();
        while (!wanted.test(found)) {
            assertThat(System.nanoTime()).as("%s is %s", what, found).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            found = look.get();
        }
        return found;
    }
}
