package io.sluice.bench.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of the installation, which may be started again and again. Its stderr is kept in a file of its name. */
final class Child implements AutoCloseable {
    /** What brokers and registries say when they answer. */
    static final String READY = "ready";

    private static final long LEAVE_SECONDS = 60;
    private static final String CLASSES = "classes.archive";
    /** JDK 25 keeps more than classes, by other flags (JEP 514). */
    private static final boolean CACHE = Runtime.version().feature() >= 25;

    private static final String KEEP = CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
    private static final String USE = CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";

    /** Those for which {@code ./sluice} has the JVM use both its compilers. */
    private static final List<String> BUSY = List.of("broker", "scheduler", "caller", "observer");

    private static final List<String> OPTIONS = Stream.of(
                    System.getenv().getOrDefault("SLUICE_JAVA_OPTIONS", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private final Path folder;
    private final String name;
    private final List<String> command;
    private Process process;

    /**
     * Starts one.
     *
     * @param what for {@link ChildMain}
     */
    Child(Path folder, String name, List<String> what) {
        this.folder = folder;
        this.name = name;
        this.command = java(USE + folder.resolve(CLASSES), what);
        process = launch();
    }

    /** Keeps the classes of all that children run, as {@code ./sluice} does, so that they start as fast as its processes. */
    static void keepClasses(Path folder) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(java(KEEP + folder.resolve(CLASSES), List.of("sluice", "demo")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(CLASSES + ".log").toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(
                    "the demo ended with " + exit + "; see " + folder.resolve(CLASSES + ".log"));
        }
    }

    private static List<String> java(String archive, List<String> what) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", archive));
        if (archive.startsWith(USE) && Collections.disjoint(what, BUSY)) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(OPTIONS);
        command.add("-Dsluice.log.level=" + System.getProperty("sluice.chaos.log", "WARN"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName()));
        command.addAll(what);
        return command;
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(name + ".err").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** Starts it again. */
    void start() {
        process = launch();
    }

    /** Waits until it says that it is ready; {@link IllegalStateException} where it ends instead. */
    void awaitReady() {
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            while (line != null && !line.equals(READY)) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException(name + " did not start; see " + folder.resolve(name + ".err"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}, and waits until it is dead. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, and waits until it has ended; {@link IllegalStateException} where it does not or ends with another status. */
    void leave() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LEAVE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " did not end within " + LEAVE_SECONDS + " s of SIGTERM");
        }
    }

    /** SIGSTOP. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("kill -" + signal + " of " + name + " ended with " + exit);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
