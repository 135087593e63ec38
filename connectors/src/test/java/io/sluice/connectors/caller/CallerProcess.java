package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A caller in a process of its own, to be killed: {@code NAME BOOTSTRAP PREFIX KEYS}. */
final class CallerProcess {
    private CallerProcess() {}

    public static void main(String[] args) throws IOException {
        CallerSettings settings = CallerSettings.of(
                args[0],
                Map.of("bootstrap.servers", args[1]),
                args[2],
                Pipeline.topics(args[2]),
                SecretSettings.sealedOnly(Path.of(args[3])));
        HttpCaller caller = HttpCaller.start(settings.asStaticMember(), Clock.anchored());
        caller.failure().toCompletableFuture().join();
    }

    static Process start(String name, Pipeline pipeline, File log) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CallerProcess.class.getName(),
                        name,
                        pipeline.bootstrap(),
                        pipeline.prefix(),
                        pipeline.keys().toString()))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }
}
