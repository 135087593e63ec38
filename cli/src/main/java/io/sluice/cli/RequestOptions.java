package io.sluice.cli;

import io.sluice.policy.RequestRefused;
import io.sluice.policy.RequestRules;
import io.sluice.schemas.ApiRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Parts of a request beside its method and path. */
final class RequestOptions {
    @Option(names = "--account", paramLabel = "A", description = "Whose credential is used (default: any).")
    private @Nullable String account;

    @Option(names = "--credential", paramLabel = "C", description = "The credential that is used (default: any).")
    private @Nullable String credential;

    @Option(names = "--header", paramLabel = "'N: V'", description = "A header; may be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--body", paramLabel = "TEXT", description = "Body as text.")
    private @Nullable String body;

    @Option(names = "--body-json", paramLabel = "JSON", description = "Body as JSON.")
    private @Nullable String bodyJson;

    /** Adds them to a request, which must keep to the rules. */
    ApiRequest request(ApiRequest.Builder begun) {
        ApiRequest request = begun.setAccount(account)
                .setCredential(credential)
                .setHeaders(headers())
                .setBody(body)
                .setJson(bodyJson)
                .build();
        try {
            RequestRules.check(request);
        } catch (RequestRefused e) {
            throw new UserError(e.getMessage());
        }
        return request;
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> lists = new HashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new UserError("--header is '" + header + "', expected 'NAME: VALUE'");
            }
            lists.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return lists;
    }
}
