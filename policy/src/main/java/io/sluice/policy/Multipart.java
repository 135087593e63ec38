package io.sluice.policy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text fields of multipart/form-data (RFC 7578, RFC 2046, 5.1): parts that have a name and no file name. Of what is
 * not well formed, or longer than given here, nothing is read; the time taken grows with the length of the body alone.
 */
final class Multipart {
    /** The media type. */
    static final String TYPE = "multipart/form-data";

    private static final int MOST_PARTS = 1_000;
    /** In bytes, as the next one. */
    private static final int LONGEST_HEAD = 1_000;

    private static final int LONGEST_VALUE = 4_096;

    private static final String LINE = "\r\n";
    private static final Pattern BOUNDARY = Pattern.compile(
            ";[ \t]*boundary=(?:\"([^\"\r\n]{1,70})\"|([0-9A-Z'()+_,./:=?-]{1,70}))[ \t]*(?:;|$)",
            Pattern.CASE_INSENSITIVE);
    private static final int HEADER = Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.UNIX_LINES;
    private static final Pattern DISPOSITION =
            Pattern.compile("^content-disposition:[ \t]*form-data[ \t]*((?:;.*)?)$", HEADER);
    private static final Pattern PARAMETER =
            Pattern.compile("\\G;[ \t]*([^=;\" \t]+)=(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\";\\s]++))[ \t]*");
    private static final Pattern ENCODED = Pattern.compile("^content-transfer-encoding:", HEADER);

    private final Map<String, String> fields = new HashMap<>();

    private Multipart() {}

    /** The first value of each text field. */
    static Map<String, String> fields(byte[] body, String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        Multipart read = new Multipart();
        if (boundary.find()) {
            String name = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
            // a character for each byte
            read.parts(LINE + new String(body, StandardCharsets.ISO_8859_1), LINE + "--" + name);
        }
        return read.fields;
    }

    private void parts(String text, String delimiter) {
        int at = text.indexOf(delimiter);
        for (int count = 0; at >= 0 && count < MOST_PARTS; count++) {
            int begin = at + delimiter.length();
            at = text.indexOf(delimiter, begin);
            if (at < 0 || text.startsWith("--", begin)) {
                return;
            }
            part(text.substring(begin, at));
        }
    }

    /** What lies between two delimiters: the rest of a line, headers, an empty line, the value. */
    private void part(String part) {
        int value = part.indexOf(LINE + LINE);
        int head = part.indexOf(LINE);
        if (value < 0 || value - head > LONGEST_HEAD || !part.substring(0, head).isBlank()) {
            return;
        }
        String headers = part.substring(head, value).replace("\r", "");
        Matcher disposition = DISPOSITION.matcher(headers);
        int from = value + 2 * LINE.length();
        if (part.length() - from > LONGEST_VALUE || ENCODED.matcher(headers).find() || !disposition.find()) {
            return;
        }
        Map<String, String> parameters = parameters(disposition.group(1));
        String name = parameters.get("name");
        if (name != null && !parameters.containsKey("filename") && !parameters.containsKey("filename*")) {
            fields.putIfAbsent(utf8(name), utf8(part.substring(from)));
        }
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            String quoted = parameter.group(2);
            String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
