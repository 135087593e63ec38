package io.sluice.policy.answer;

import org.junit.jupiter.params.provider.Arguments;

/** The rules of provider files that tell the meanings of real answers apart. */
final class RealFiles {
    static final String TRAKT = """
            'answers': [
              {'when': {'status': 429, 'header': {'name': 'x-ratelimit', 'present': false}}, 'then': 'throttled',
               'hold': {'scope': ['egress'], 'default': '5m'}},
              {'when': {'status': 403, 'header': {'name': 'x-runtime', 'present': false}}, 'then': 'throttled', 'hold': {'scope': ['egress']}},
              {'when': {'status': [420, 423, 426]}, 'then': 'failed'},
              {'when': {'status': [520, 521, 522]}, 'then': 'transient'}]""";
    static final String X = """
            'answers': [
              {'when': {'status': 429, 'json': {'pointer': '/type', 'regex': 'usage-capped$'}}, 'then': 'exhausted'},
              {'when': {'status': 403, 'json': {'pointer': '/errors/0/code', 'in': [64, 326]}}, 'then': 'needs-login'},
              {'when': {'status': 403, 'json': {'pointer': '/errors/0/code', 'in': [185]}}, 'then': 'throttled'}]""";
    static final String TELEGRAM = """
            'signals': [{'retryAfter': {'json': '/parameters/retry_after', 'as': 'delta-seconds'}}],
            'answers': [{'when': {'status': 403, 'json': {'pointer': '/description', 'regex': 'bot was (blocked|kicked)'}}, 'then': 'failed'}]""";
    static final String GITHUB = """
            'answers': [
              {'when': {'status': [403, 429], 'header': {'name': 'x-ratelimit-remaining', 'equals': '0'}}, 'then': 'throttled'},
              {'when': {'status': [403, 429], 'body': '(?i)secondary rate limit'}, 'then': 'throttled', 'hold': {'scope': ['account'], 'default': '1m'}},
              {'when': {'status': 200, 'json': {'pointer': '/errors/0/type', 'in': ['RATE_LIMITED']}}, 'then': 'throttled'}]""";
    static final String DISCORD = """
            'signals': [{'retryAfter': {'json': '/retry_after', 'as': 'delta-seconds'}}],
            'answers': [{'when': {'status': 429, 'header': {'name': 'via', 'present': false}}, 'then': 'throttled', 'hold': {'scope': ['egress']}}]""";
    static final String REDDIT = """
            'signals': [{'retryAfter': {'json': '/json/errors/0/1', 'regex': 'in (\\\\d+) minutes?', 'as': 'delta-minutes', 'add': '1s'}}],
            'answers': [{'when': {'status': 200, 'json': {'pointer': '/json/errors/0/0', 'in': ['RATELIMIT']}}, 'then': 'throttled', 'hold': {'scope': ['account']}}]""";
    static final String OPENAI = """
            'answers': [
              {'when': {'status': 429, 'json': {'pointer': '/error/type', 'in': ['insufficient_quota']}}, 'then': 'exhausted'}]""";
    static final String ANTHROPIC = """
            'answers': [
              {'when': {'status': 429, 'json': {'pointer': '/error/details/error_code', 'in': ['enforced_spend_limit_reached']}}, 'then': 'exhausted'}]""";
    static final String SHOPIFY = """
            'answers': [
              {'when': {'status': 200, 'json': {'pointer': '/errors/0/extensions/code', 'in': ['THROTTLED']}}, 'then': 'throttled'}]""";
    static final String SLACK = """
            'answers': [
              {'when': {'status': 200, 'json': {'pointer': '/error', 'in': ['invalid_auth', 'token_revoked', 'account_inactive']}}, 'then': 'needs-login'}]""";
    static final String GOOGLE = """
            'signals': [{'retryAfter': {'json': '/error/details/1/retryDelay', 'as': 'duration'}}],
            'answers': [
              {'when': {'status': 403, 'json': {'pointer': '/error/errors/0/reason', 'regex': '^(userR|r)ateLimitExceeded$'}}, 'then': 'throttled'},
              {'when': {'status': 403, 'json': {'pointer': '/error/errors/0/reason', 'in': ['dailyLimitExceeded', 'quotaExceeded']}}, 'then': 'exhausted'}]""";
    static final String LAST_FM = """
            'answers': [
              {'when': {'json': {'pointer': '/error', 'in': [29]}}, 'then': 'throttled', 'hold': {'scope': ['egress']}},
              {'when': {'json': {'pointer': '/error', 'in': [9, 10, 26]}}, 'then': 'needs-login'},
              {'when': {'json': {'pointer': '/error', 'in': [8, 11, 16]}}, 'then': 'transient'}]""";
    static final String SEC = """
            'answers': [
              {'when': {'status': [403, 429], 'contentType': 'text/html', 'body': 'Request Rate Threshold Exceeded'}, 'then': 'throttled',
               'hold': {'scope': ['egress'], 'default': '10m'}}]""";

    private RealFiles() {}

    static Arguments answer(String what, String fields, int status, String headers, String body, String expected) {
        return Arguments.of(what, fields, status, headers, body, expected);
    }
}
