package io.sluice.policy.dialect;

import io.sluice.core.schedule.Oddity;
import io.sluice.policy.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parametrizable;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.jspecify.annotations.Nullable;

/**
 * An item of a structured field: a name or a number, with its parameters. What a malformed field holds is nothing, and odd.
 *
 * @param isNumber whether its value is one, and so no name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651">RFC 9651, Structured Field Values for HTTP</a>
 */
record Item(String value, boolean isNumber, Map<String, String> parameters) {
    /** Longer fields are not read, in characters. */
    private static final int LONGEST = 4_096;

    /** Nor are those of more members. */
    private static final int MOST = 64;

    /** The items of a list. */
    static List<Item> list(String text, String place, Values values) {
        List<Item> items = new ArrayList<>();
        try {
            List<ListElement<?>> elements = Parser.parseList(bounded(text)).get();
            if (elements.size() > MOST) {
                throw new ParseException("too many members", text, 0);
            }
            elements.forEach(element -> items.add(of(element)));
        } catch (ParseException malformed) {
            values.odd(Oddity.Kind.UNREADABLE, place, text);
            return List.of();
        }
        return items;
    }

    /** The items of a dictionary by their keys. */
    static Map<String, Item> dictionary(String text, String place, Values values) {
        Map<String, Item> items = new HashMap<>();
        try {
            Dictionary dictionary = Parser.parseDictionary(bounded(text));
            dictionary.get().forEach((key, element) -> items.put(key, of(element)));
        } catch (ParseException malformed) {
            values.odd(Oddity.Kind.UNREADABLE, place, text);
            return Map.of();
        }
        return items;
    }

    private static String bounded(String text) {
        if (text.length() > LONGEST) {
            throw new ParseException("too long", text, LONGEST);
        }
        return text;
    }

    private static Item of(Parametrizable<?> element) {
        Map<String, String> parameters = new HashMap<>();
        element.getParams()
                .forEach((name, value) -> parameters.put(name, value.get().toString()));
        Object value = element.get();
        return new Item(value.toString(), value instanceof Number, parameters);
    }

    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    /** The window of a policy, in ms. */
    OptionalLong windowMillis(String place, Values values) {
        OptionalLong seconds = values.count(parameter("w"), place);
        return seconds.orElse(0) < 1 ? OptionalLong.empty() : OptionalLong.of(seconds.getAsLong() * 1_000);
    }
}
