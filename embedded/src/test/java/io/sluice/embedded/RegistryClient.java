package io.sluice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A registry's client as bare as can be: what it sends and what it gets is in the test. */
final class RegistryClient {
    static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    RegistryClient(String url) {
        this.url = url;
    }

    /** An answer; {@code code} is the body's error code, 0 without one. */
    record Reply(int status, String contentType, String text) {
        JsonNode json() throws IOException {
            return JSON.readTree(text);
        }

        int code() throws IOException {
            return json().path("error_code").asInt();
        }
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), TYPE);
    }

    Reply delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, BodyPublishers.noBody(), TYPE);
    }

    Reply put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, BodyPublishers.ofString(body), TYPE);
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(body), TYPE);
    }

    /** Posts {@code {"schema": TEXT}}. */
    Reply postSchema(String path, String schema) throws IOException, InterruptedException {
        return post(path, schemaBody(schema).toString());
    }

    Reply register(String subject, String schema) throws IOException, InterruptedException {
        return postSchema("/subjects/" + subject + "/versions", schema);
    }

    static ObjectNode schemaBody(String schema) {
        return JSON.createObjectNode().put("schema", schema);
    }

    Reply send(String method, String path, BodyPublisher body, String contentType)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body)
                .header("Content-Type", contentType)
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }
}
