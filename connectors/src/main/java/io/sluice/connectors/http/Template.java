package io.sluice.connectors.http;

import io.sluice.connectors.secret.Secret;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A text with {@code {parts}} of a secret. */
final class Template {
    private Template() {}

    /** Returns {@code template} filled; throws {@link IllegalArgumentException} for a part that the secret has not. */
    static String fill(String template, Map<String, Secret> parts, UnaryOperator<String> encode) {
        StringBuilder filled = new StringBuilder(template.length() + 32);
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            filled.append(template, from, open);
            filled.append(encode.apply(part(template.substring(open + 1, close), parts)));
            from = close + 1;
        }
        return filled.append(template, from, template.length()).toString();
    }

    private static String part(String name, Map<String, Secret> parts) {
        Secret secret = parts.get(name);
        if (secret == null) {
            throw new IllegalArgumentException("the secret has no part '" + name + "'");
        }
        return secret.reveal();
    }
}
