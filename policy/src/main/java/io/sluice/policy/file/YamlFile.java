package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.policy.PolicyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML or JSON file of one or several documents, or a list of them, each as a tree that knows its lines. */
final class YamlFile {
    private static final long MAX_BYTES = 16L * 1024 * 1024;
    private static final int DEEPEST = 50;
    /** What YAML 1.2 knows beside null and nothing at all (10.3.2). */
    private static final Set<String> NULLS = Set.of("~", "Null", "NULL");

    /** Aliases of aliases make a small file endless. */
    private static final int MOST_NODES = 1_000_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String name;
    private final boolean secret;
    private int nodes;

    /** A document of a file. */
    record Document(String file, JsonNode tree, Map<String, Integer> lines) {
        /** The line of a place, or of the nearest one around it. */
        int line(String pointer) {
            String at = pointer;
            while (!lines.containsKey(at) && !at.isEmpty()) {
                at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
            }
            return lines.getOrDefault(at, lines.getOrDefault("", 1));
        }

        /** What is wrong with it, in the order of its lines. */
        List<FileProblem> problems(PolicyException trouble) {
            return trouble.problems().stream()
                    .sorted(Comparator.comparingInt(problem -> line(problem.pointer())))
                    .map(problem -> new FileProblem(file, line(problem.pointer()), problem.message()))
                    .toList();
        }
    }

    private YamlFile(String name, boolean secret) {
        this.name = name;
        this.secret = secret;
    }

    static List<Document> read(Path file) {
        return read(file, false);
    }

    /** The same of a file that holds secrets: where it is not YAML the place alone is told, since the parser quotes what is there. */
    static List<Document> readSecrets(Path file) {
        return read(file, true);
    }

    private static List<Document> read(Path file, boolean secret) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new FileProblem(file.toString(), 1, "the file is larger than 16 MiB");
            }
            String text = Utf8.text(file.toString(), Files.readAllBytes(file), 1);
            return new YamlFile(file.toString(), secret).documents(text);
        } catch (NoSuchFileException e) {
            throw new FileProblem(file.toString(), 1, "there is no such file");
        } catch (IOException e) {
            throw FileProblem.unreadable(file.toString(), "the file", e);
        }
    }

    static List<Document> parse(String name, String text) {
        return new YamlFile(name, false).documents(text);
    }

    private List<Document> documents(String whole) {
        byte[] text = whole.getBytes(StandardCharsets.UTF_8);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(MOST_NODES)
                .build();
        List<Document> documents = new ArrayList<>();
        boolean any = false;
        try {
            checkDepth(new Parse(settings), text);
            for (Node node : new Compose(settings).composeAllFromInputStream(new ByteArrayInputStream(text))) {
                any = true;
                boolean list = node instanceof SequenceNode;
                List<? extends Node> roots = list ? ((SequenceNode) node).getValue() : List.of(node);
                for (Node root : roots) {
                    Map<String, Integer> lines = new HashMap<>();
                    documents.add(new Document(name, tree(root, "", lines, 0), lines));
                }
            }
        } catch (MarkedYamlEngineException e) {
            throw notYaml(e.getProblemMark(), e.getProblem());
        } catch (YamlEngineException e) {
            throw notYaml(Optional.empty(), String.valueOf(e.getMessage()));
        }
        if (!any) {
            throw new FileProblem(name, 1, "the file is empty, expected a YAML document");
        }
        return documents;
    }

    /** Before nodes are made of it, since whoever makes them calls itself for each level. */
    private void checkDepth(Parse parser, byte[] text) {
        int depth = 0;
        for (Event event : parser.parseInputStream(new ByteArrayInputStream(text))) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                throw tooDeep(
                        event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
            }
        }
    }

    private FileProblem notYaml(Optional<Mark> mark, String why) {
        String column = mark.map(at -> " at column " + (at.getColumn() + 1)).orElse("");
        return new FileProblem(
                name,
                line(mark),
                secret
                        ? "not YAML" + column + ", expected quotes around a value with characters that mean something"
                        : "not YAML: " + why);
    }

    private FileProblem tooDeep(int line) {
        return new FileProblem(name, line, "nested deeper than " + DEEPEST + " levels");
    }

    private JsonNode tree(Node node, String pointer, Map<String, Integer> lines, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep(line(node));
        }
        if (++nodes > MOST_NODES) {
            throw new FileProblem(name, line(node), "more than " + MOST_NODES + " values, aliases written out");
        }
        lines.put(pointer, line(node));
        if (node instanceof MappingNode mapping) {
            ObjectNode object = NODES.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (object.has(key)) {
                    throw new FileProblem(name, line(entry.getKeyNode()), "field '" + key + "' is given twice");
                }
                String at = pointer + '/' + key;
                object.set(key, tree(entry.getValueNode(), at, lines, depth + 1));
                lines.put(at, line(entry.getKeyNode()));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = NODES.arrayNode();
            for (int i = 0; i < sequence.getValue().size(); i++) {
                array.add(tree(sequence.getValue().get(i), pointer + '/' + i, lines, depth + 1));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL) || (node.isPlain() && NULLS.contains(text))) {
            return NODES.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT) && text.matches("-?\\d{1,18}")) {
            return NODES.numberNode(Long.parseLong(text));
        }
        return NODES.textNode(text);
    }

    private static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(at -> at.getLine() + 1).orElse(1);
    }
}
