package io.sluice.bench;

/** Bodies of calls. */
final class Bodies {
    private Bodies() {}

    /** A JSON object of so many bytes, at least 10. */
    static String ofBytes(int bytes) {
        return "{\"pad\":\"" + "x".repeat(Math.max(0, bytes - 10)) + "\"}";
    }
}
