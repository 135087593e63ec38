package io.sluice.bench.upstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** nginx with one of its own limiters by token, which says nothing of it in any header. Its access log judges the caller. */
public final class NginxLimiter implements AutoCloseable {
    private final Server answers;
    private final Nginx nginx;
    private final Path log;

    /**
     * A call that it saw.
     *
     * @param millis epoch ms at which it was answered
     */
    public record Seen(long millis, boolean refused) {}

    private NginxLimiter(Server answers, Nginx nginx, Path log) {
        this.answers = answers;
        this.nginx = nginx;
        this.log = log;
    }

    /**
     * One that lets so many calls through per second, and so many more at once (limit_req).
     *
     * @param delayed whether those that come at once are let through one after another, at the rate
     * @param status of a refusal
     */
    public static NginxLimiter rate(Path folder, int perSecond, int burst, boolean delayed, int status)
            throws IOException {
        return start(
                folder,
                "limit_req_zone $http_authorization zone=one:1m rate=" + perSecond + "r/s;",
                "limit_req zone=one burst=" + burst + (delayed ? ";" : " nodelay;") + " limit_req_status " + status
                        + ";",
                0);
    }

    /**
     * One that lets so many through at the same time (limit_conn).
     *
     * @param millis that a call takes
     * @param status of a refusal
     */
    public static NginxLimiter concurrent(Path folder, int calls, int millis, int status) throws IOException {
        return start(
                folder,
                "limit_conn_zone $http_authorization zone=one:1m;",
                "limit_conn one " + calls + "; limit_conn_status " + status + ";",
                millis);
    }

    private static NginxLimiter start(Path folder, String zone, String use, int millis) throws IOException {
        Server answers = Server.delayed(millis);
        Path log = folder.resolve("access.log");
        String http = zone + "\nlog_format seen '$msec $status $request_method $uri';\naccess_log " + log + " seen;\n";
        String location = use + "\nproxy_pass http://127.0.0.1:" + answers.port() + ";";
        return new NginxLimiter(answers, Nginx.start(folder, http, location), log);
    }

    public int port() {
        return nginx.port();
    }

    /** A line for each call; see {@link AccessLog}. */
    public Path log() {
        return log;
    }

    /** The calls that it has answered until now, in order of time. */
    public List<Seen> seen() throws IOException {
        return new AccessLog(log)
                .read().stream()
                        .map(line -> new Seen(line.atMillis(), line.status() != 200))
                        .toList();
    }

    @Override
    public void close() {
        nginx.close();
        answers.close();
    }
}
