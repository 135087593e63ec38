package io.sluice.connectors.http;

/**
 * How connections are kept.
 *
 * @param connectTimeoutMillis for TCP alone
 * @param idleMillis how long an unused connection is kept; less than the 5 s after which common servers close theirs
 *     without a word, since a call that meets a closing connection may be lost
 * @param connectionsPerOrigin the most that are open at once; calls beyond wait for one, within their time-out
 * @param answerBytes memory for bodies of answers until their outcomes are written
 */
public record HttpSettings(int connectTimeoutMillis, int idleMillis, int connectionsPerOrigin, long answerBytes) {
    /** 10 s to connect, 4 s idle, 4,096 connections for each origin, a quarter of the heap for answers. */
    public static HttpSettings defaults() {
        return new HttpSettings(10_000, 4_000, 4_096, AnswerBytes.partOfHeap());
    }
}
