package io.sluice.core.provider;

import java.util.Optional;

/** One of the things that a limit can be counted by. */
public sealed interface Dimension {
    /** Dimensions whose value is known from the provider, the endpoint and the credential. */
    enum Fixed implements Dimension {
        PROVIDER,
        APP,
        ACCOUNT,
        CREDENTIAL,
        EGRESS,
        ENDPOINT;

        @Override
        public String text() {
            return Names.word(this);
        }

        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.fixed(this);
        }
    }

    /** A named part of the request: a path segment, a query parameter or a body field. */
    record Param(String name) implements Dimension {
        private static final String PREFIX = "param:";

        @Override
        public String text() {
            return PREFIX + name;
        }

        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.param(this);
        }
    }

    /** A label of the credential. */
    record Label(String name) implements Dimension {
        private static final String PREFIX = "label:";

        @Override
        public String text() {
            return PREFIX + name;
        }

        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.label(this);
        }
    }

    /** One case for each kind of dimension. */
    interface Handler<T> {
        T fixed(Fixed dimension);

        T param(Param dimension);

        T label(Label dimension);
    }

    /** The dimension as it is written in a provider's file. */
    String text();

    <T> T handle(Handler<T> handler);

    /** Reads what {@link #text()} wrote; empty where the text names no dimension. */
    static Optional<Dimension> parse(String text) {
        if (text.startsWith(Param.PREFIX) && text.length() > Param.PREFIX.length()) {
            return Optional.of(new Param(text.substring(Param.PREFIX.length())));
        }
        if (text.startsWith(Label.PREFIX) && text.length() > Label.PREFIX.length()) {
            return Optional.of(new Label(text.substring(Label.PREFIX.length())));
        }
        for (Fixed fixed : Fixed.values()) {
            if (fixed.text().equals(text)) {
                return Optional.of(fixed);
            }
        }
        return Optional.empty();
    }
}
