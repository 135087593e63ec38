'use strict';
// A rate-limited API: express-rate-limit (a window that a key's first call opens) behind express, on a free port of 127.0.0.1.
// It judges its caller by its own clock; GET /stats tells what it saw. Prints its port as one line.
//
// node limiter.js '{"limits":[{"by":"account","quota":20,"windowMs":3000}],"headers":"draft-8","delayMs":0}'
//
// With "log":"FILE" it writes a line there for each call: epoch seconds of its arrival, status (499: nobody heard it), method, path.
// A token is APP.ACCOUNT or ACCOUNT, as a bearer. /echo answers with the headers that came.

const fs = require('fs');
const express = require('express');
const { rateLimit } = require('express-rate-limit');

const { limits = [], headers = 'draft-6', delayMs = 0, log } = JSON.parse(process.argv[2] || '{}');
const calls = new Map();
let first = 0n;
let last = 0n;
let refused = 0;
let refusedLater = 0;
let all = 0;
let unknown = 0;
const inFlight = new Set();
const lines = log && fs.createWriteStream(log, { flags: 'a' });

function stats() {
  const repeated = [...calls].filter(([, times]) => times > 1).map(([call]) => call);
  return {
    calls: [...calls.values()].reduce((sum, times) => sum + times, 0),
    refused,
    refusedLater,
    unknown,
    inFlight: [...inFlight].map((request) => `${request.method} ${request.path}`),
    spanMs: Number(last - first) / 1e6,
    repeated,
    byCall: Object.fromEntries(calls),
  };
}

function identify(request, response, next) {
  const bearer = /^Bearer (?:([^.]+)\.)?(.+)$/.exec(request.get('authorization') || '');
  if (!bearer) {
    unknown++;
    response.status(401).json({ error: 'who are you?' });
    return;
  }
  [, request.application = '', request.account] = bearer;
  next();
}

function count(request, response, next) {
  last = process.hrtime.bigint();
  first = first || last;
  all++;
  const call = `${request.method} ${request.path}`;
  calls.set(call, (calls.get(call) || 0) + 1);
  inFlight.add(request);
  response.on('close', () => inFlight.delete(request));
  next();
}

function note(request, response, next) {
  const at = (Date.now() / 1000).toFixed(3);
  response.on('close', () => {
    const status = response.writableEnded ? response.statusCode : 499;
    lines.write(`${at} ${status} ${request.method} ${request.path}\n`);
  });
  next();
}

function limiter({ by, quota, windowMs }) {
  return rateLimit({
    windowMs,
    limit: quota,
    identifier: `per-${by}`,
    standardHeaders: headers === 'legacy' ? false : headers,
    legacyHeaders: headers === 'legacy',
    validate: { ip: false, trustProxy: false, xForwardedForHeader: false },
    keyGenerator: (request) => (by === 'app' ? request.application : request.account),
    handler: (request, response) => {
      refused++;
      if (all > 100) refusedLater++;
      response.status(429).json({ error: 'too many calls', by });
    },
  });
}

const api = express();
api.get('/stats', (request, response) => response.json(stats()));
if (lines) api.use(note);
api.use(identify, count, ...limits.map(limiter));
api.all('/echo', (request, response) => response.json(request.headers));
api.use((request, response) => setTimeout(() => response.json({ path: request.path }), delayMs));

const server = api.listen(0, '127.0.0.1', () => console.log(server.address().port));
// It ends with whoever started it.
process.stdin.resume().on('end', () => process.exit(0));
