package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that a test started: what it says on stdout is read as it comes, stderr lies in a file. */
final class Program implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private Program(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = err;
    }

    /** Starts a command; its stderr goes to {@code name.err} in the folder. */
    static Program start(Path folder, String name, List<String> command) throws IOException {
        Path err = folder.resolve(name + ".err");
        return new Program(
                new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
    }

    /** Starts {@code sluice} in a JVM of its own, with the flags by which the launcher keeps newer ones from warning of libraries. */
    static Program sluice(Path folder, String name, String... arguments) throws IOException {
        return start(folder, name, command(arguments));
    }

    /** What {@link #sluice} starts. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts {@code sluice} below a shell, where {@code "$@"} is it. */
    static Program sluiceBelow(String shell, Path folder, String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "sh"));
        command.addAll(command(arguments));
        return start(folder, name, command);
    }

    /** Waits for the next line on stdout; null where it has ended without one. */
    String line() throws IOException {
        return out.readLine();
    }

    /** What is left of stdout, once it has ended. */
    String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** Waits until it has said so on stderr; fails the test if it ends without. */
    void awaitErr(String text) throws Exception {
        awaitUntil(() -> err().contains(text));
    }

    /** Waits until it has brought something about; fails the test if it ends without. */
    void awaitUntil(Callable<Boolean> done) throws Exception {
        while (!done.call()) {
            assertThat(isAlive()).as(err()).isTrue();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Waits for its end. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** {@code kill -9}, and waits until it is dead. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
