package io.sluice.embedded.registry;

import io.sluice.embedded.registry.catalog.Catalog;
import io.sluice.embedded.registry.catalog.Deleted;
import io.sluice.embedded.registry.catalog.RegistryException;
import io.sluice.embedded.registry.catalog.SchemaVersion;
import java.util.List;
import java.util.Map;

/** {@code /subjects}: what names a schema goes by. */
final class SubjectRoutes {
    private static final String SUBJECT = "/subjects/{subject}";
    private static final String VERSION = SUBJECT + "/versions/{version}";

    private final Catalog catalog;

    SubjectRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/subjects", this::subjects),
                Route.of("POST", SUBJECT, this::lookup),
                Route.of("DELETE", SUBJECT, r -> catalog.deleteSubject(r.subject(), r.flag("permanent"))),
                Route.of("GET", SUBJECT + "/versions", this::versions),
                Route.of("POST", SUBJECT + "/versions", this::register),
                Route.of("GET", VERSION, r -> Answers.version(version(r))),
                Route.of("GET", VERSION + "/schema", r -> Answers.raw(version(r).schema())),
                Route.of("GET", VERSION + "/referencedby", this::referencedBy),
                Route.of("DELETE", VERSION, r -> catalog.deleteVersion(r.subject(), r.version(), r.flag("permanent"))));
    }

    private Object subjects(Request request) {
        String prefix = Answers.subjectPrefix(request);
        return catalog.state()
                .all(request.deleted())
                .map(SchemaVersion::subject)
                .distinct()
                .filter(subject -> subject.startsWith(prefix))
                .toList();
    }

    private Object lookup(Request request) {
        return Answers.version(catalog.lookup(request.subject(), request.schema(), request.deleted()));
    }

    private Object versions(Request request) {
        var versions = catalog.state().versions(request.subject(), request.deleted());
        if (versions.isEmpty()) {
            throw RegistryException.subjectNotFound(request.subject());
        }
        return versions.keySet();
    }

    private Object register(Request request) {
        if (request.json().path("id").asInt() > 0
                || request.json().path("version").asInt() > 0) {
            throw new RegistryException(42205, "Subject " + request.subject() + " is not in import mode");
        }
        return Map.of("id", catalog.register(request.subject(), request.schema()));
    }

    private SchemaVersion version(Request request) {
        return catalog.state().version(request.subject(), request.version(), request.deleted());
    }

    /** Nothing, as references are refused at registration. */
    private Object referencedBy(Request request) {
        SchemaVersion unused = catalog.state().version(request.subject(), request.version(), Deleted.SHOWN);
        return List.of();
    }
}
