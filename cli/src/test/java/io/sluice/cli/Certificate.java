package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of 127.0.0.1 that vouches for itself, made by the JDK's keytool: a key store, and a trust store of clients. */
final class Certificate {
    static final String PASSWORD = "store-password";

    private final Path keys;
    private final Path trust;

    private Certificate(Path keys, Path trust) {
        this.keys = keys;
        this.trust = trust;
    }

    /** Makes one in two files of a folder, which begin with a name. */
    static Certificate in(Path folder, String name) throws IOException, InterruptedException {
        Path keys = folder.resolve(name + "-keys.p12");
        Path trust = folder.resolve(name + "-trust.p12");
        Path exported = folder.resolve(name + ".cer");
        keytool("-genkeypair", keys, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", keys, "-file", exported.toString());
        keytool("-importcert", trust, "-file", exported.toString(), "-noprompt");
        return new Certificate(keys, trust);
    }

    private static void keytool(String command, Path store, String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                "server",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        line.addAll(List.of(more));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    Path trust() {
        return trust;
    }

    /** A broker's properties. */
    Map<String, String> broker() {
        return Map.of(
                "ssl.keystore.location",
                keys.toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                PASSWORD);
    }

    /** An HTTPS server's context. */
    SSLContext server() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
