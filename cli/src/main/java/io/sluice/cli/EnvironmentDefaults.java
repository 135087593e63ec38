package io.sluice.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the value of {@code --some-flag} from {@code SLUICE_SOME_FLAG} where it is not given; of a switch, 1 or true. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    /** As Kubernetes names a Service in every container beside it: of one called sluice-admin, SLUICE_ADMIN_PORT=tcp://10.0.0.1:9464. */
    private static final Pattern SERVICE = Pattern.compile("(tcp|udp|sctp)://\\S+:\\d+");

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
        if (value == null || value.isEmpty() || isService(name, value)) {
            return null;
        }
        boolean flag = option.type() == boolean.class;
        return flag && value.equals("1") ? "true" : flag && value.equals("0") ? "false" : value;
    }

    private static boolean isService(String name, String value) {
        return name.endsWith("_PORT") && SERVICE.matcher(value).matches();
    }
}
