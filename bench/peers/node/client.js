'use strict';
// @grpc/grpc-js as a contestant.
// Usage: client.js ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|clientstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]
//    or: client.js runs    (the same arguments from standard input, a line for each run)
// An https address is trusted as GRPC_DEFAULT_SSL_ROOTS_FILE_PATH says.
const readline = require('readline');
const { setTimeout: delay } = require('timers/promises');
const grpc = require('@grpc/grpc-js');
const { Bench, drained } = require('./bench');

const now = () => process.hrtime.bigint();

class Run {
  constructor(words) {
    [this.address, , , , , this.kind] = words;
    [this.connections, this.concurrency, this.seconds, this.bodyBytes] = words.slice(1, 5).map(Number);
    this.messages = words.length > 6 ? Number(words[6]) : 1000;
    this.warmup = words.length > 7 ? Number(words[7]) : 1;
    this.body = Buffer.alloc(this.bodyBytes);
    this.over = false;
    this.errors = 0;
    this.latencies = [];
  }

  // Counts what began at start and returns the present time.
  record(start) {
    const end = now();
    this.latencies.push(Number(end - start));
    return end;
  }

  check(isRight) {
    if (!isRight && !this.over) this.errors++;
  }

  isEcho(answer, id) {
    return answer.id === id && answer.body.length === this.bodyBytes;
  }
}

const ended = (call) => new Promise((resolve) => { call.once('end', resolve); call.once('error', resolve); });

// Each returns when its one call has ended.
const callers = {
  unary: (run, client) => new Promise((resolve) => {
    const start = now();
    client.unary({ id: 7, name: 'bench', body: run.body }, (error, answer) => {
      run.check(!error && run.isEcho(answer, 7));
      run.record(start);
      resolve();
    });
  }),

  // Times the gap between two messages.
  async serverstream(run, client) {
    let received = 0;
    let start = now();
    const call = client.serverStream({ id: run.messages, name: 'bench', body: run.body });
    run.calls.add(call);
    call.on('data', (answer) => {
      received++;
      run.check(run.isEcho(answer, run.messages));
      start = run.record(start);
    });
    await ended(call);
    run.calls.delete(call);
    run.check(received === run.messages);
  },

  // Times each write.
  async clientstream(run, client) {
    let finish;
    const finished = new Promise((resolve) => { finish = resolve; });
    const call = client.clientStream((error, answer) => {
      run.check(!error && run.isEcho(answer, run.messages));
      finish();
    });
    run.calls.add(call);
    for (let i = 0; i < run.messages && !run.over; i++) {
      const start = now();
      if (!call.write({ name: 'bench', body: run.body })) await Promise.race([drained(call), finished]);
      run.record(start);
    }
    call.end();
    await finished;
    run.calls.delete(call);
  },

  // Times each message's way there and back; writing runs ahead of reading.
  async bidi(run, client) {
    const starts = new Array(run.messages);
    let received = 0;
    const call = client.bidi();
    run.calls.add(call);
    call.on('data', (answer) => {
      run.check(run.isEcho(answer, received));
      run.record(starts[received++]);
    });
    const finished = ended(call);
    for (let i = 0; i < run.messages && !run.over; i++) {
      starts[i] = now();
      if (!call.write({ id: i, name: 'bench', body: run.body })) await Promise.race([drained(call), finished]);
    }
    call.end();
    await finished;
    run.calls.delete(call);
    run.check(received === run.messages);
  },
};

function connect(address) {
  const [scheme, target] = address.includes('://') ? address.split('://') : ['http', address];
  const credentials = scheme === 'https' ? grpc.credentials.createSsl() : grpc.credentials.createInsecure();
  // Each client its own connection.
  return new Bench(target, credentials, { 'grpc.use_local_subchannel_pool': 1 });
}

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function report(run, latencies, elapsed, cpu, errors) {
  latencies.sort((a, b) => a - b);
  const count = latencies.length;
  const quantile = (share) => (count ? latencies[Math.min(Math.floor(count * share), count - 1)] / 1000 : 0).toFixed(1);
  const unit = run.kind === 'unary' ? 'calls' : 'messages';
  console.log(`${unit}_per_s=${(count / elapsed).toFixed(0)} p50_us=${quantile(0.5)} p90_us=${quantile(0.9)} p99_us=${quantile(0.99)} p999_us=${quantile(0.999)} `
    + `cpu_s_per_1k=${((cpu * 1000) / Math.max(count, 1)).toFixed(6)} errors=${errors}`);
}

async function measure(words, announce) {
  if (words.length < 6 || !callers[words[5]]) {
    console.error('usage: client.js ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES unary|serverstream|clientstream|bidi [MESSAGES_PER_STREAM] [WARMUP_S]\n       client.js runs');
    process.exit(2);
  }
  const run = new Run(words);
  run.calls = new Set();
  const clients = Array.from({ length: run.connections }, () => connect(run.address));
  const running = [];
  for (let i = 0; i < run.connections * run.concurrency; i++) {
    running.push((async () => { while (!run.over) await callers[run.kind](run, clients[i % clients.length]); })());
  }
  await delay(run.warmup * 1000);
  announce();
  run.latencies = [];
  const before = { time: now(), cpu: cpuSeconds(), errors: run.errors };
  await delay(run.seconds * 1000);
  report(run, run.latencies.slice(), Number(now() - before.time) / 1e9, cpuSeconds() - before.cpu, run.errors - before.errors);
  run.over = true;
  for (const call of run.calls) call.cancel();
  await Promise.all(running);
  for (const client of clients) client.close();
}

(async () => {
  const words = process.argv.slice(2);
  if (words.length !== 1 || words[0] !== 'runs') {
    await measure(words, () => {});
    return;
  }
  for await (const line of readline.createInterface({ input: process.stdin })) await measure(line.split(/\s+/), () => console.log('begin'));
})();
