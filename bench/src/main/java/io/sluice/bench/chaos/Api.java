package io.sluice.bench.chaos;

import io.sluice.bench.upstream.AccessLog;
import io.sluice.bench.upstream.ExpressApi;
import io.sluice.bench.upstream.NginxLimiter;
import io.sluice.streams.scheduler.Partitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A provider of the installation: a limiter that others wrote, with two accounts, each with a credential that leaves by an
 * egress of its own.
 */
final class Api implements AutoCloseable {
    /** Of each account of express-rate-limit, in a window that its first call opens. */
    private static final int PER_SECOND = 20;

    /** Of each account of nginx, and as many at once. */
    private static final int NGINX_PER_SECOND = 10;

    /** So that calls are in flight whenever something happens. */
    private static final int CALL_MILLIS = 100;

    private static final int TOO_MANY = 429;

    private final String name;
    private final int port;
    private final String limit;
    private final AccessLog log;
    private final Runnable end;

    private Api(String name, int port, String limit, Path log, Runnable end) {
        this.name = name;
        this.port = port;
        this.limit = limit;
        this.log = new AccessLog(log);
        this.end = end;
    }

    /** So many, every third an nginx, the others express-rate-limit, spread over all partitions. */
    static List<Api> start(Path folder, int number, int partitions) throws Exception {
        List<Api> apis = new ArrayList<>();
        try {
            for (int i = 0; i < number; i++) {
                String name = name(i, i % partitions, partitions);
                Path own = Files.createDirectories(folder.resolve(name));
                apis.add(i % 3 == 2 ? nginx(own, name) : express(own, name));
            }
            return apis;
        } catch (Exception e) {
            apis.forEach(Api::close);
            throw e;
        }
    }

    private static String name(int number, int partition, int partitions) {
        return IntStream.iterate(number, i -> i + 100)
                .mapToObj(i -> "api" + i)
                .filter(name -> Partitions.of(name, partitions) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static Api express(Path folder, String name) throws Exception {
        ExpressApi server =
                ExpressApi.start(folder, List.of(new ExpressApi.Limit("account", PER_SECOND, 1_000)), CALL_MILLIS);
        String limit = "quota: " + PER_SECOND + ", per: 1s, window: first-call";
        return new Api(name, server.port(), limit, server.log(), server::close);
    }

    private static Api nginx(Path folder, String name) throws Exception {
        NginxLimiter server = NginxLimiter.rate(folder, NGINX_PER_SECOND, NGINX_PER_SECOND, false, TOO_MANY);
        String limit = "quota: " + NGINX_PER_SECOND + ", per: 1s, window: bucket";
        return new Api(name, server.port(), limit, server.log(), server::close);
    }

    String name() {
        return name;
    }

    List<AccessLog.Line> seen() throws IOException {
        return log.read();
    }

    /** Writes its provider's file and its credentials' to two folders. */
    void describe(Path providers, Path credentials) throws IOException {
        Files.writeString(providers.resolve(name + ".yaml"), """
            provider: %s
            baseUrl: http://127.0.0.1:%d
            accounts: any
            endpoints:
              - { name: all, match: "* /**", timeout: 2s }
            limits:
              - { name: per-account, scope: [account], %s }
            """.formatted(name, port, limit));
        Files.writeString(credentials.resolve(name + ".yaml"), """
            - { id: %1$s.a, provider: %1$s, egress: default, secret: { value: %1$s.a } }
            - { id: %1$s.b, provider: %1$s, egress: second, secret: { value: %1$s.b } }
            """.formatted(name));
    }

    @Override
    public void close() {
        end.run();
    }
}
