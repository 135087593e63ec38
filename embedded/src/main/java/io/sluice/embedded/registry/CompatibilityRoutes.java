package io.sluice.embedded.registry;

import io.sluice.embedded.registry.catalog.Catalog;
import java.util.List;
import java.util.Map;

/** {@code /compatibility}: whether a schema could be registered, without doing so. */
final class CompatibilityRoutes {
    private static final String VERSIONS = "/compatibility/subjects/{subject}/versions";

    private final Catalog catalog;

    CompatibilityRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", VERSIONS, r -> answer(r, catalog.problems(r.subject(), r.schema()))),
                Route.of(
                        "POST",
                        VERSIONS + "/{version}",
                        r -> answer(r, catalog.problems(r.subject(), r.schema(), r.version()))));
    }

    private static Object answer(Request request, List<String> problems) {
        boolean compatible = problems.isEmpty();
        return request.flag("verbose")
                ? Map.of("is_compatible", compatible, "messages", problems)
                : Map.of("is_compatible", compatible);
    }
}
