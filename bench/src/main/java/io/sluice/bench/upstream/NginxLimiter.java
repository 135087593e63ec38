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
     * What it saw.
     *
     * @param firstMillis epoch ms of the first call
     * @param refused of each call in order of time, whether it was refused
     */
    public record Seen(long firstMillis, long lastMillis, List<Boolean> refused) {
        public Seen {
            refused = List.copyOf(refused);
        }
    }

    private NginxLimiter(Server answers, Nginx nginx, Path log) {
        this.answers = answers;
        this.nginx = nginx;
        this.log = log;
    }

    /** One that lets so many calls through per second, and so many more at once (limit_req, nodelay). */
    public static NginxLimiter rate(Path folder, int perSecond, int burst) throws IOException {
        return start(
                folder,
                "limit_req_zone $http_authorization zone=one:1m rate=" + perSecond + "r/s;",
                "limit_req zone=one burst=" + burst + " nodelay;",
                0);
    }

    /** One that lets so many through at the same time (limit_conn); a call takes so many ms. */
    public static NginxLimiter concurrent(Path folder, int calls, int millis) throws IOException {
        return start(
                folder, "limit_conn_zone $http_authorization zone=one:1m;", "limit_conn one " + calls + ";", millis);
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

    /** What it has seen until now. */
    public Seen seen() throws IOException {
        List<AccessLog.Line> lines = new AccessLog(log).read();
        return new Seen(
                lines.get(0).atMillis(),
                lines.get(lines.size() - 1).atMillis(),
                lines.stream().map(line -> line.status() != 200).toList());
    }

    @Override
    public void close() {
        nginx.close();
        answers.close();
    }
}
