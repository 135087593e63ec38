package io.sluice.bench.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** {@code ./sluice} as a user starts it, as a process that can be timed, weighed and killed. */
public final class SluiceProcess implements AutoCloseable {
    /** {@code ./sluice}, which says where it lies. */
    public static final String LAUNCHER = System.getProperty("sluice.launcher", "./sluice");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Path data;
    private final long startedAt;
    private final long readyAt;
    private final JsonNode ready;

    private SluiceProcess(Process process, Path data, long startedAt, JsonNode ready) {
        this.process = process;
        this.data = data;
        this.startedAt = startedAt;
        this.readyAt = System.nanoTime();
        this.ready = ready;
    }

    /**
     * What it takes.
     *
     * @param heapMiB live objects, after a collection
     * @param residentMiB memory that the system has given it
     * @param diskMiB its data directory
     */
    public record Footprint(double heapMiB, double residentMiB, double diskMiB) {}

    /** Starts {@code sluice up} with its files in a folder; returns when it says that it is ready. */
    static SluiceProcess up(Path folder, Api api) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Path errors = folder.resolve("up.err");
        List<String> command = command("up", folder, api);
        command.addAll(List.of("--data", data.toString(), "--listen", "127.0.0.1:0", "--registry-port", "0"));
        command.addAll(List.of("--partitions", "1", "--json"));
        long startedAt = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            process.waitFor();
            throw new IOException(
                    "sluice up did not start: " + Files.readString(errors).strip());
        }
        return new SluiceProcess(process, data, startedAt, JSON.readTree(line));
    }

    /** Runs {@code sluice run} with one request, {@code GET /ID}, to its end; returns when it began, in ns. */
    public static long run(Path folder, Api api, String id) throws IOException, InterruptedException {
        Path requests = Files.writeString(
                folder.resolve("requests.jsonl"),
                "{\"id\":\"" + id + "\",\"provider\":\"" + Api.PROVIDER + "\",\"path\":\"/" + id + "\"}\n");
        List<String> command = command("run", folder, api);
        command.addAll(List.of("--requests", requests.toString(), "--responses"));
        command.add(folder.resolve("responses.jsonl").toString());
        Path errors = folder.resolve("run.err");
        long startedAt = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(
                    "sluice run failed: " + Files.readString(errors).strip());
        }
        return startedAt;
    }

    String bootstrap() {
        return ready.path("bootstrap").textValue();
    }

    String registry() {
        return ready.path("registry").textValue();
    }

    /** When it was started, {@link System#nanoTime()}. */
    public long startedAt() {
        return startedAt;
    }

    /** From its start until it was ready. */
    public double readyMillis() {
        return (readyAt - startedAt) / 1e6;
    }

    /** Kills it as by {@code kill -9}; returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Has it collect its garbage and looks. */
    public Footprint footprint() throws IOException {
        return new Footprint(liveHeap() / (1024.0 * 1024), resident() / 1024.0, disk() / (1024.0 * 1024));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(String verb, Path folder, Api api) throws IOException {
        return new ArrayList<>(List.of(
                "sh",
                LAUNCHER,
                verb,
                "--providers",
                api.writeProvider(folder).toString(),
                "--credentials",
                api.writeCredentials(folder).toString()));
    }

    @SuppressWarnings("BanJNDI") // the other end is a child of this process
    private long liveHeap() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            String agent = machine.startLocalManagementAgent();
            machine.detach();
            try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(agent))) {
                MemoryMXBean memory =
                        ManagementFactory.getPlatformMXBean(connector.getMBeanServerConnection(), MemoryMXBean.class);
                memory.gc();
                return memory.getHeapMemoryUsage().getUsed();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("the heap of process " + process.pid() + " cannot be seen: " + e.getMessage(), e);
        }
    }

    /** In KiB, as ps tells on Linux and macOS. */
    private long resident() throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
        String line = ps.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new IOException("process " + process.pid() + " is gone");
        }
        return Long.parseLong(line.strip());
    }

    private long disk() throws IOException {
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            /** Segments go while they are counted. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }
}
