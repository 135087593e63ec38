package io.sluice.cli.engine;

/** Who watches the roles of this process. */
public interface Watch extends AutoCloseable {
    /** Nobody does. */
    Watch NONE = new Watch() {
        @Override
        public void add(Role role) {
            // nobody looks
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /** A role has started. */
    void add(Role role);

    @Override
    void close();
}
