'use strict';
// BullMQ on a Redis of its own as a user would set it up for HTTP calls, measured in rounds. It starts redis-server on a free port with
// its files in a folder (append-only file, fsync each second, noeviction: docs.bullmq.io/guide/going-to-production), one queue, and
// worker processes that call over keep-alive connections (undici). Jobs are added in bulk; the last thousand completed are kept.
//
// node bullmq.js '{"folder":"/tmp/x","port":8080,"workers":2,"concurrency":128,"body":"{}"}'
//
// Prints "ready". Each line {"prefix":"r1-","requests":60000,"outstanding":20000} on stdin is a round, and is answered by a line
// {"spanMs":…,"cpuMs":…}: from the first job added to the last one completed, and the CPU time of Redis, adder and workers. Ends with stdin.

const { fork, spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const readline = require('node:readline');
const { Queue, Worker } = require('bullmq');
const { Pool } = require('undici');

const NAME = 'calls';
const BULK = 1_000;
const REPORT_MS = 5;
const options = JSON.parse(process.argv[2]);

/** Microseconds of CPU that this process has used. */
function ownCpu() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function connection(redisPort) {
  return { host: '127.0.0.1', port: redisPort };
}

function work() {
  const api = new Pool(`http://127.0.0.1:${options.port}`, { connections: options.concurrency, pipelining: 1 });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer token-of-one' };
  const call = async (job) => {
    const { statusCode, body } = await api.request({ method: 'POST', path: job.data.path, headers, body: job.data.body });
    const answer = await body.text();
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
    return answer;
  };
  const worker = new Worker(NAME, call, {
    connection: connection(options.redisPort),
    concurrency: options.concurrency,
    removeOnComplete: { count: 1_000 },
    removeOnFail: { count: 1_000 },
  });
  let done = 0;
  worker.on('completed', () => done++);
  worker.on('failed', (job, error) => process.send({ failure: String(error) }));
  worker.on('error', (error) => process.send({ failure: String(error) }));
  worker.on('ready', () => process.send({ ready: true }));
  setInterval(() => {
    if (done > 0) process.send({ done, cpu: ownCpu() });
    done = 0;
  }, REPORT_MS);
  process.on('disconnect', () => process.exit(0));
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function startRedis(port) {
  const settings = ['--port', port, '--bind', '127.0.0.1', '--dir', options.folder, '--save', '', '--appendonly', 'yes'];
  settings.push('--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction');
  const log = fs.openSync(path.join(options.folder, 'redis.log'), 'w');
  const redis = spawn('redis-server', settings.map(String), { stdio: ['ignore', log, log] });
  redis.on('error', (error) => {
    console.error(error.code === 'ENOENT' ? 'redis-server is not installed: sudo apt-get install -y redis-server' : String(error));
    process.exit(69);
  });
  await once(redis, 'spawn');
  process.on('exit', () => redis.kill());
}

async function redisCpu(queue) {
  const info = await (await queue.client).info('cpu');
  const seconds = [...info.matchAll(/^used_cpu_(?:user|sys):([0-9.]+)/gm)].map((match) => Number(match[1]));
  return seconds.reduce((sum, each) => sum + each, 0) * 1e6;
}

/** Adds jobs in bulk while there is room, until all are completed. */
async function round(queue, workers, { prefix, requests, outstanding }) {
  let added = 0;
  let completed = 0;
  let wake = () => {};
  workers.done = (number) => {
    completed += number;
    wake();
  };
  const start = process.hrtime.bigint();
  while (completed < requests) {
    const next = Math.min(BULK, requests - added, outstanding - (added - completed));
    if (next > 0 && (next === BULK || added + next === requests)) {
      const data = (number) => ({ path: `/${prefix}${number}`, body: options.body });
      await queue.addBulk(Array.from({ length: next }, (_, at) => ({ name: 'call', data: data(added + at) })));
      added += next;
    } else {
      await new Promise((resolve) => (wake = resolve));
    }
  }
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function startWorkers(redisPort) {
  const workers = { all: [], cpu: new Map(), done: () => {} };
  const mine = JSON.stringify({ ...options, redisPort, concurrency: Math.ceil(options.concurrency / options.workers), worker: true });
  for (let number = 0; number < options.workers; number++) {
    const worker = fork(__filename, [mine]);
    worker.on('message', ({ done, cpu, failure }) => {
      if (failure) {
        console.error(`BullMQ: ${failure}`);
        process.exit(1);
      }
      if (done) {
        workers.cpu.set(number, cpu);
        workers.done(done);
      }
    });
    workers.all.push(worker);
  }
  return workers;
}

async function main() {
  const redisPort = await freePort();
  await startRedis(redisPort);
  const queue = new Queue(NAME, { connection: connection(redisPort) });
  await queue.waitUntilReady();
  const workers = startWorkers(redisPort);
  await Promise.all(workers.all.map((worker) => once(worker, 'message')));
  const cpu = async () => (await redisCpu(queue)) + ownCpu() + [...workers.cpu.values()].reduce((sum, each) => sum + each, 0);
  console.log('ready');
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const before = await cpu();
    const spanMs = await round(queue, workers, JSON.parse(line));
    console.log(JSON.stringify({ spanMs, cpuMs: ((await cpu()) - before) / 1e3 }));
  }
  workers.all.forEach((worker) => worker.disconnect());
  await queue.close();
  process.exit(0);
}

if (options.worker) work();
else main();
