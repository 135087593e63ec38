package io.sluice.cli;

import io.sluice.policy.RequestRefused;
import io.sluice.policy.RequestRules;
import io.sluice.schemas.ApiRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    @Option(names = "--form", paramLabel = "NAME=VALUE", description = "A form field of the body; may be repeated.")
    private List<String> form = new ArrayList<>();

    /** Adds them to a request, which must keep to the rules. */
    ApiRequest request(ApiRequest.Builder begun) {
        ApiRequest request = begun.setAccount(account)
                .setCredential(credential)
                .setHeaders(headers())
                .setBody(body)
                .setJson(bodyJson)
                .setForm(form.isEmpty() ? null : lists("--form", form, '=', "NAME=VALUE"))
                .build();
        try {
            RequestRules.check(request);
        } catch (RequestRefused e) {
            throw new UserError(e.getMessage());
        }
        return request;
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> lists = lists("--header", headers, ':', "'NAME: VALUE'");
        lists.values().forEach(values -> values.replaceAll(String::strip));
        return lists;
    }

    private static Map<String, List<String>> lists(String option, List<String> given, char between, String expected) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String one : given) {
            int end = one.indexOf(between);
            if (end < 1) {
                throw new UserError(option + " is '" + one + "', expected " + expected);
            }
            lists.computeIfAbsent(one.substring(0, end).strip(), name -> new ArrayList<>())
                    .add(one.substring(end + 1));
        }
        return lists;
    }
}
