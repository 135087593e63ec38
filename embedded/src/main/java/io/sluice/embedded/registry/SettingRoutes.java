package io.sluice.embedded.registry;

import io.sluice.embedded.registry.catalog.Catalog;
import io.sluice.embedded.registry.catalog.CompatibilityLevel;
import io.sluice.embedded.registry.catalog.Mode;
import io.sluice.embedded.registry.catalog.RegistryException;
import io.sluice.embedded.registry.catalog.Setting;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting of subjects, and of all of them: {@code /config} and {@code /mode}.
 *
 * @param parse reads a value, or refuses it
 */
record SettingRoutes<T extends Enum<T>>(Words words, Setting<T> setting, Function<String, T> parse, Change<T> change) {

    /** Sets, or with null unsets, the value of a subject, or with null of all. */
    interface Change<T> {
        void accept(@Nullable String subject, @Nullable T value);
    }

    /**
     * How clients know the setting.
     *
     * @param path with a slash
     * @param asked the JSON field that sets it
     * @param answered the JSON field that tells it
     * @param unsetCode the error of a subject that has no value of its own
     */
    record Words(String path, String asked, String answered, int unsetCode) {}

    static SettingRoutes<CompatibilityLevel> levels(Catalog catalog) {
        Words words = new Words("/config", "compatibility", "compatibilityLevel", 40408);
        return new SettingRoutes<>(words, catalog.state().levels(), CompatibilityLevel::parse, catalog::setLevel);
    }

    static SettingRoutes<Mode> modes(Catalog catalog) {
        Words words = new Words("/mode", "mode", "mode", 40409);
        return new SettingRoutes<>(words, catalog.state().modes(), Mode::parse, catalog::setMode);
    }

    List<Route> routes() {
        String path = words.path();
        String subject = path + "/{subject}";
        return List.of(
                Route.of("GET", path, r -> tell(setting.global())),
                Route.of("PUT", path, r -> set(null, r)),
                Route.of("DELETE", path, r -> unset(null, setting.global())),
                Route.of("GET", subject, this::get),
                Route.of("PUT", subject, r -> set(r.subject(), r)),
                Route.of("DELETE", subject, this::unset));
    }

    private Object get(Request request) {
        String subject = request.subject();
        if (request.flag("defaultToGlobal")) {
            return tell(setting.inScope(subject));
        }
        return tell(setting.of(subject)
                .orElseThrow(() -> new RegistryException(
                        words.unsetCode(),
                        "Subject '" + subject + "' does not have subject-level " + words.asked() + " configured")));
    }

    private Object set(@Nullable String subject, Request request) {
        T value = parse.apply(request.json().path(words.asked()).asText(""));
        change.accept(subject, value);
        return Map.of(words.asked(), value.name());
    }

    private Object unset(Request request) {
        String subject = request.subject();
        return unset(subject, setting.of(subject).orElseThrow(() -> RegistryException.subjectNotFound(subject)));
    }

    /** Answers the value that was. */
    private Object unset(@Nullable String subject, T was) {
        change.accept(subject, null);
        return tell(was);
    }

    private Object tell(T value) {
        return Map.of(words.answered(), value.name());
    }
}
