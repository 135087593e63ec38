package io.sluice.core.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Loads the core and its simulation anew, with one class compiled from a source that has a fault. The product itself has
 * no switches for faults.
 */
final class Nursery extends ClassLoader {
    private static final Path SOURCES = Path.of("src/main/java/io/sluice/core");
    private static final String OURS = "io.sluice.core.";

    private final Map<String, ByteArrayOutputStream> compiled = new HashMap<>();

    Nursery(Mutant mutant) {
        super(Nursery.class.getClassLoader());
        try {
            compile(mutant.file(), mutant.plant(Files.readString(SOURCES.resolve(mutant.file()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            byte[] bytes = bytes(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        ByteArrayOutputStream mutated = compiled.get(name);
        if (mutated != null) {
            return mutated.toByteArray();
        }
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private void compile(String file, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject text = new SimpleJavaFileObject(URI.create("string:///" + file), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        try (JavaFileManager files = new Kept(compiler.getStandardFileManager(null, null, null), compiled)) {
            List<String> options = List.of("-nowarn", "-proc:none", "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(Writer.nullWriter(), files, null, options, null, List.of(text))
                    .call()) {
                throw new IllegalStateException("the mutant of " + file + " does not compile");
            }
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Kept extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        Kept(JavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(name, bytes);
                    return bytes;
                }
            };
        }
    }
}
