package io.sluice.bench.chaos;

import io.sluice.cli.Main;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.Membership;
import io.sluice.embedded.RegistrySettings;
import io.sluice.settings.TunedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;

/** What a {@link Child} runs: a broker, a registry, or {@code sluice} itself. It ends with whoever started it. */
final class ChildMain {
    private ChildMain() {}

    public static void main(String[] arguments) {
        Thread parent = new Thread(ChildMain::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (arguments[0]) {
            case "broker" -> broker(rest);
            case "registry" -> registry(rest);
            case "sluice" -> Main.main(rest);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** {@code DIR PORT CLUSTER NODE PARTITIONS ours|stock ID=PORT…}, the last are all controllers. */
    private static void broker(String[] arguments) {
        Map<Integer, HostPort> controllers = new TreeMap<>();
        for (String controller : Arrays.copyOfRange(arguments, 6, arguments.length)) {
            String[] parts = controller.split("=", 2);
            controllers.put(Integer.valueOf(parts[0]), HostPort.loopback(Integer.parseInt(parts[1])));
        }
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(Path.of(arguments[0]))
                .listen(HostPort.loopback(Integer.parseInt(arguments[1])))
                .partitions(Integer.parseInt(arguments[4]))
                .memberOf(new Membership(arguments[2], Integer.parseInt(arguments[3]), controllers))
                .with(arguments[5].equals("stock") ? stock() : Map.of()));
        ready(broker);
    }

    /** Kafka's own value of everything that we have tuned. */
    private static Map<String, String> stock() {
        Map<String, Object> defaults = KafkaConfig.configDef().defaultValues();
        return TunedSettings.of("broker").values().keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> String.valueOf(defaults.get(name))));
    }

    /** {@code DIR PORT}. */
    private static void registry(String[] arguments) {
        ready(EmbeddedRegistry.start(
                RegistrySettings.in(Path.of(arguments[0])).listen(HostPort.loopback(Integer.parseInt(arguments[1])))));
    }

    private static void ready(AutoCloseable part) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(part)));
        System.out.println(Child.READY);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // whatever it says
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(1);
    }
}
