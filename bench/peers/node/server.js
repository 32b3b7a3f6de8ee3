'use strict';
// @grpc/grpc-js as a contestant. Usage: server.js --port PORT [--tls CERTIFICATE_PEM KEY_PEM]
const fs = require('fs');
const grpc = require('@grpc/grpc-js');
const { Bench, drained } = require('./bench');

const unary = (call, callback) => callback(null, call.request);

async function serverStream(call) {
  for (let i = 0; i < call.request.id && !call.cancelled; i++) {
    if (!call.write(call.request)) await drained(call);
  }
  call.end();
}

function clientStream(call, callback) {
  let count = 0;
  let last = {};
  call.on('data', (request) => { count++; last = request; });
  call.on('end', () => callback(null, { ...last, id: count }));
}

function bidi(call) {
  call.on('data', async (request) => {
    if (call.write(request)) return;
    call.pause();
    await drained(call);
    call.resume();
  });
  call.on('end', () => call.end());
}

function get(call, callback) {
  const { body_bytes: bodyBytes, metadata_entries: entries } = call.request;
  if (entries > 0) {
    const head = new grpc.Metadata();
    for (let i = 0; i < entries; i++) head.set(`entry-${i}`, 'value of 20 letters.');
    call.sendMetadata(head);
  }
  callback(null, { body: Buffer.alloc(bodyBytes) });
}

// There is one thread, so time that passes is time of the CPU, and waiting is done by everybody.
function burn(call, callback) {
  const end = process.hrtime.bigint() + BigInt(call.request.id) * 1000n;
  while (process.hrtime.bigint() < end);
  callback(null, call.request);
}

function block(call, callback) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, call.request.id);
  callback(null, call.request);
}

function after(option, distance = 1) {
  const at = process.argv.indexOf(option);
  return at < 0 ? undefined : process.argv[at + distance];
}

const server = new grpc.Server();
server.addService(Bench.service, { unary, serverStream, clientStream, bidi, get, burn, block });
const credentials = after('--tls')
  ? grpc.ServerCredentials.createSsl(null, [{ cert_chain: fs.readFileSync(after('--tls')), private_key: fs.readFileSync(after('--tls', 2)) }])
  : grpc.ServerCredentials.createInsecure();
server.bindAsync(`127.0.0.1:${after('--port')}`, credentials, (error, port) => {
  if (error) throw error;
  console.log(`listening on 127.0.0.1:${port}`);
});
