package io.sluice.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Calls of a plain client, to see how long one takes. */
final class PlainCalls {
    private static final int AT_ONCE = 16;
    /** The first ones open connections and do not count. */
    private static final int FIRST = 2;

    private static final int COUNTED = 10;

    private PlainCalls() {}

    /** Mean time of a call to a server on this machine, 16 at a time, in ms. */
    static long meanMillis(int port) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/items/0"))
                .header("Authorization", "Bearer plain")
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Callable<Long> one = () -> nanos(client, request);
            for (int i = 0; i < FIRST; i++) {
                all(threads, one);
            }
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < COUNTED; i++) {
                times.addAll(all(threads, one));
            }
            double mean = times.stream().mapToLong(Long::longValue).average().orElseThrow();
            return Math.round(mean / TimeUnit.MILLISECONDS.toNanos(1));
        } finally {
            threads.shutdown();
        }
    }

    private static List<Long> all(ExecutorService threads, Callable<Long> one) throws Exception {
        List<Long> times = new ArrayList<>();
        for (Future<Long> each : threads.invokeAll(Collections.nCopies(AT_ONCE, one))) {
            times.add(each.get());
        }
        return times;
    }

    private static long nanos(HttpClient client, HttpRequest request) throws Exception {
        long begun = System.nanoTime();
        client.send(request, HttpResponse.BodyHandlers.discarding());
        return System.nanoTime() - begun;
    }
}
