package io.sluice.core.provider;

import java.util.OptionalLong;

/** What is said of windows to people. */
final class WindowText {
    static final Window.Handler<String> KIND = new Kind();
    static final Window.Handler<OptionalLong> LENGTH = new Length();

    private WindowText() {}

    private static final class Kind implements Window.Handler<String> {
        @Override
        public String firstCall(Window.FirstCall window) {
            return "first-call";
        }

        @Override
        public String sliding(Window.Sliding window) {
            return "sliding";
        }

        @Override
        public String bucket(Window.Bucket window) {
            return "bucket";
        }

        @Override
        public String calendar(Window.Calendar window) {
            return "calendar";
        }

        @Override
        public String concurrent(Window.Concurrent window) {
            return "concurrent";
        }
    }

    private static final class Length implements Window.Handler<OptionalLong> {
        @Override
        public OptionalLong firstCall(Window.FirstCall window) {
            return OptionalLong.of(window.perMillis());
        }

        @Override
        public OptionalLong sliding(Window.Sliding window) {
            return OptionalLong.of(window.perMillis());
        }

        @Override
        public OptionalLong bucket(Window.Bucket window) {
            return OptionalLong.of(window.perMillis());
        }

        @Override
        public OptionalLong calendar(Window.Calendar window) {
            return window.turns() instanceof Window.Turns.Aligned aligned
                    ? OptionalLong.of(aligned.perMillis())
                    : OptionalLong.empty();
        }

        @Override
        public OptionalLong concurrent(Window.Concurrent window) {
            return OptionalLong.empty();
        }
    }
}
