package io.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream("/sluice.properties")) {
            if (stream != null) {
                build.load(stream);
            }
        }
        return new String[] {"sluice " + build.getProperty("version", "of an unknown version")};
    }
}
