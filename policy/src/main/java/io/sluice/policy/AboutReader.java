package io.sluice.policy;

import io.sluice.core.provider.Learn;
import io.sluice.policy.About.Pooling;
import io.sluice.policy.About.StatusRequest;
import io.sluice.policy.About.Terms;
import io.sluice.schemas.wire.FieldLines;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a provider's file says about its numbers and about the provider. */
final class AboutReader {
    private static final Set<String> TERMS = Set.of("pooling", "note", "url");
    private static final Set<String> STATUS = Set.of("request", "atStart", "tells");

    private AboutReader() {}

    /** @param limits and endpoints their names */
    static About read(Fields file, List<String> limits, List<String> endpoints) {
        Learn learn = file.symbol("learn", Learn.class);
        Learn usual = limits.isEmpty() ? Learn.CAREFUL : Learn.UNDECLARED;
        return new About(
                Optional.ofNullable(file.text("source")),
                checked(file),
                file.texts("unspecified"),
                terms(file),
                identity(file),
                learn == null ? usual : learn,
                status(file, limits, endpoints));
    }

    private static Optional<LocalDate> checked(Fields file) {
        String text = file.text("checked");
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            file.problem("checked", "field 'checked' is '" + text + "', expected a date such as 2026-11-26");
            return Optional.empty();
        }
    }

    private static Optional<Terms> terms(Fields file) {
        Fields terms = file.object("terms", TERMS, Set.of());
        if (terms == null) {
            return Optional.empty();
        }
        if (!terms.has("pooling")) {
            terms.problem("pooling", "field 'pooling' is missing, expected one of allowed, per-user-only, forbidden");
        }
        Pooling pooling = terms.symbol("pooling", Pooling.class);
        return Optional.of(
                new Terms(pooling == null ? Pooling.ALLOWED : pooling, terms.text("note"), terms.text("url")));
    }

    private static List<String> identity(Fields file) {
        List<String> headers = file.texts("identity");
        for (String header : headers) {
            if (!FieldLines.isName(header)) {
                file.problem("identity", "field 'identity' has '" + header + "', expected the name of a header");
            }
        }
        return headers;
    }

    private static List<StatusRequest> status(Fields file, List<String> limits, List<String> endpoints) {
        List<StatusRequest> requests = new ArrayList<>();
        for (Fields fields : file.list("status", STATUS, Set.of())) {
            requests.add(new StatusRequest(
                    RequestLine.read(fields, "request"),
                    fields.flag("atStart"),
                    SignalReader.read(fields, "tells", limits, endpoints)));
        }
        return requests;
    }
}
