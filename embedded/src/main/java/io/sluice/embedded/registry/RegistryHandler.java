package io.sluice.embedded.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.sluice.embedded.registry.catalog.Catalog;
import io.sluice.embedded.registry.catalog.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry's side of an HTTP exchange: reads what is asked, lets one request in at a time, and writes JSON. */
public final class RegistryHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int MAX_BODY_BYTES = 4 << 20;
    private static final int MAX_DRAINED_BYTES = 16 << 20;

    /** A page of another origin can send none of these unasked, so no web site can register schemas here. */
    private static final Set<String> ACCEPTED_TYPES =
            Set.of(CONTENT_TYPE, "application/vnd.schemaregistry+json", "application/json", "application/octet-stream");

    private final Router router;
    private final Catalog catalog;

    public RegistryHandler(Catalog catalog) {
        this.catalog = catalog;
        this.router = new Router(Stream.of(
                        List.of(
                                Route.of("GET", "/", r -> Map.of()),
                                Route.of("GET", "/health", r -> Map.of("status", "UP"))),
                        new SubjectRoutes(catalog).routes(),
                        new SchemaRoutes(catalog).routes(),
                        new CompatibilityRoutes(catalog).routes(),
                        SettingRoutes.levels(catalog).routes(),
                        SettingRoutes.modes(catalog).routes())
                .flatMap(List::stream)
                .toList());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private record Answer(int status, String json) {}

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            String body = body(exchange);
            synchronized (catalog) {
                Object value = router.answer(exchange.getRequestMethod(), exchange.getRequestURI(), body);
                return new Answer(200, JSON.writeValueAsString(value));
            }
        } catch (RegistryException e) {
            return error(e);
        } catch (RuntimeException e) {
            LOG.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return error(new RegistryException(500, "Internal error of the registry"));
        }
    }

    private static Answer error(RegistryException e) throws IOException {
        Map<String, Object> body = Map.of("error_code", e.code(), "message", String.valueOf(e.getMessage()));
        return new Answer(e.status(), JSON.writeValueAsString(body));
    }

    private static String body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            drain(exchange.getRequestBody());
            throw new RegistryException(413, "The body is larger than " + MAX_BODY_BYTES + " bytes");
        }
        if (body.length > 0 && !accepted(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            throw new RegistryException(415, "HTTP 415 Unsupported Media Type");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A client that is answered before it has sent all may see a broken connection in place of the answer. */
    private static void drain(InputStream rest) throws IOException {
        byte[] buffer = new byte[8192];
        long drained = 0;
        for (int read = 0; read >= 0 && drained < MAX_DRAINED_BYTES; read = rest.read(buffer)) {
            drained += read;
        }
    }

    private static boolean accepted(@Nullable String contentType) {
        return contentType != null
                && ACCEPTED_TYPES.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
