package io.sluice.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the value of {@code --some-flag} from {@code SLUICE_SOME_FLAG} where it is not given; of a switch, 1 or true. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name =
                option.longestName().replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
        String value = environment.get("SLUICE_" + name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        boolean flag = option.type() == boolean.class;
        return flag && value.equals("1") ? "true" : flag && value.equals("0") ? "false" : value;
    }
}
