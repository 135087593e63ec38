package io.sluice.embedded;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what a browser of this machine sends for a web page that somebody else's name led to: where only this machine can
 * connect, a host is asked for by an address, as {@code localhost}, or as it is listened on. A page of another name, which its
 * owner let point to 127.0.0.1 once it was loaded (DNS rebinding), would be of our own origin.
 */
public final class HostGuard extends Filter {
    private static final int MISDIRECTED = 421;
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    /** No name ends in a number, for a browser. */
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9A-Fa-f:.]+]|\\d{1,3}(?:\\.\\d{1,3}){3}");

    private final String host;

    private HostGuard(String host) {
        this.host = host;
    }

    /** Puts it before what is served, if {@code listen} is a loopback address. */
    public static void before(HttpContext context, HostPort listen) {
        InetAddress address = listen.address().getAddress();
        if (address != null && address.isLoopbackAddress()) {
            context.getFilters().add(new HostGuard(listen.host()));
        }
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (isOurs(exchange.getRequestHeaders().getFirst("Host"))) {
            chain.doFilter(exchange);
            return;
        }
        try (exchange) {
            byte[] body = "{\"error_code\":421,\"message\":\"Expected an IP address or localhost as the host\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            boolean bare = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(MISDIRECTED, bare ? -1 : body.length);
            if (!bare) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public String description() {
        return "hosts that are this machine";
    }

    /** Browsers always name a host. */
    private boolean isOurs(@Nullable String asked) {
        if (asked == null) {
            return true;
        }
        String name = PORT.matcher(asked.strip()).replaceFirst("");
        return name.equalsIgnoreCase("localhost")
                || name.equalsIgnoreCase(host)
                || ADDRESS.matcher(name).matches();
    }
}
