package io.sluice.embedded.registry;

import io.sluice.embedded.registry.catalog.Catalog;
import io.sluice.embedded.registry.catalog.Deleted;
import io.sluice.embedded.registry.catalog.SchemaVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /schemas}: what the id in a record's first bytes means. */
final class SchemaRoutes {
    private static final String ID = "/schemas/ids/{id}";

    private final Catalog catalog;

    SchemaRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/schemas", this::schemas),
                Route.of("GET", "/schemas/types", r -> List.of("AVRO")),
                Route.of("GET", ID, this::schema),
                Route.of("GET", ID + "/schema", r -> Answers.raw(catalog.state().schema(r.id()))),
                Route.of("GET", ID + "/subjects", this::subjects),
                Route.of("GET", ID + "/versions", this::versions));
    }

    private Object schemas(Request request) {
        String prefix = Answers.subjectPrefix(request);
        List<SchemaVersion> found = catalog.state()
                .all(request.flag("deleted") ? Deleted.SHOWN : Deleted.HIDDEN)
                .filter(version -> version.subject().startsWith(prefix))
                .toList();
        if (request.flag("latestOnly")) {
            Map<String, SchemaVersion> latest = new TreeMap<>();
            found.forEach(version -> latest.put(version.subject(), version));
            found = List.copyOf(latest.values());
        }
        return found.stream().map(Answers::version).toList();
    }

    private Object schema(Request request) {
        String schema = catalog.state().schema(request.id());
        return request.flag("fetchMaxId")
                ? Map.of("schema", schema, "maxId", catalog.state().lastId())
                : Map.of("schema", schema);
    }

    private Object subjects(Request request) {
        return catalog.state().uses(request.id(), request.deleted()).stream()
                .map(SchemaVersion::subject)
                .distinct()
                .toList();
    }

    private Object versions(Request request) {
        return catalog.state().uses(request.id(), request.deleted()).stream()
                .map(version -> Map.of("subject", version.subject(), "version", version.version()))
                .toList();
    }
}
