'use strict';
// gRPC's interop test service on @grpc/grpc-js.
const { setTimeout: delay } = require('timers/promises');
const grpc = require('@grpc/grpc-js');
const { services, readFlags, readFile, INITIAL_KEY, TRAILING_KEY } = require('./interop');

// Sends the initial metadata back at once and returns the trailing metadata.
function echoMetadata(call, more) {
  const initial = new grpc.Metadata();
  const trailing = new grpc.Metadata();
  for (const value of call.metadata.get(INITIAL_KEY)) initial.add(INITIAL_KEY, value);
  for (const value of call.metadata.get(TRAILING_KEY)) trailing.add(TRAILING_KEY, value);
  for (const [key, value] of Object.entries(more || {})) initial.set(key, value);
  call.sendMetadata(initial);
  return trailing;
}

function askedStatus(request, trailing) {
  const status = request.response_status;
  if (!status || status.code === 0) return null;
  return { code: status.code, details: status.message, metadata: trailing };
}

function answerUnary(call, callback, more) {
  const trailing = echoMetadata(call, more);
  const status = askedStatus(call.request, trailing);
  if (status) callback(status);
  else callback(null, { payload: { body: Buffer.alloc(call.request.response_size) } }, trailing);
}

// Writes the responses that one request asks for; true when the call has been ended by it.
async function answer(call, request, trailing) {
  const status = askedStatus(request, trailing);
  if (status) {
    call.emit('error', status);
    return true;
  }
  for (const wanted of request.response_parameters) {
    if (wanted.interval_us > 0) await delay(wanted.interval_us / 1000);
    const response = { payload: { body: Buffer.alloc(wanted.size) } };
    if (wanted.fill_peer_socket_address && wanted.fill_peer_socket_address.value) response.peer_socket_address = call.getPeer();
    if (!call.write(response)) await new Promise((go) => { call.once('drain', go); call.once('cancelled', go); });
    if (call.cancelled) return true;
  }
  return false;
}

// The requests of a call one by one. (The stream's own iterator does not end while the responses are open.)
async function* requestsOf(call) {
  const arrived = [];
  let ended = false;
  let wake = () => {};
  call.on('data', (request) => { arrived.push(request); wake(); });
  call.on('end', () => { ended = true; wake(); });
  call.on('cancelled', () => { ended = true; wake(); });
  for (;;) {
    while (arrived.length > 0) yield arrived.shift();
    if (ended) return;
    await new Promise((resolve) => { wake = resolve; });
  }
}

async function serveEach(call, requests, trailing) {
  for await (const request of requests) if (await answer(call, request, trailing)) return;
  call.end(trailing);
}

const unlessCancelled = (call, work) => work.catch((error) => { if (!call.cancelled) call.emit('error', error); });

const implementation = {
  EmptyCall: (call, callback) => callback(null, {}, echoMetadata(call)),

  UnaryCall: (call, callback) => answerUnary(call, callback),

  CacheableUnaryCall: (call, callback) => {
    const trailing = echoMetadata(call, { 'cache-control': 'max-age=60, public' });
    callback(null, { payload: { body: Buffer.from(String(process.hrtime.bigint())) } }, trailing);
  },

  StreamingOutputCall: (call) => {
    const trailing = echoMetadata(call);
    unlessCancelled(call, serveEach(call, [call.request], trailing));
  },

  StreamingInputCall: (call, callback) => {
    const trailing = echoMetadata(call);
    let size = 0;
    call.on('data', (request) => { size += request.payload ? request.payload.body.length : 0; });
    call.on('end', () => callback(null, { aggregated_payload_size: size }, trailing));
  },

  FullDuplexCall: (call) => {
    const trailing = echoMetadata(call);
    unlessCancelled(call, serveEach(call, requestsOf(call), trailing));
  },

  HalfDuplexCall: (call) => {
    const trailing = echoMetadata(call);
    const requests = [];
    call.on('data', (request) => requests.push(request));
    call.on('end', () => unlessCancelled(call, serveEach(call, requests, trailing)));
  },
};

function credentials(flags) {
  if (flags.use_tls !== 'true') return grpc.ServerCredentials.createInsecure();
  const pair = {
    private_key: readFile(flags.key_file || '.peers/certs/server.key'),
    cert_chain: readFile(flags.cert_file || '.peers/certs/server.pem'),
  };
  const needed = flags.require_client_cert === 'true';
  return grpc.ServerCredentials.createSsl(needed ? readFile(flags.ca_file || '.peers/certs/ca.pem') : null, [pair], needed);
}

function main() {
  const flags = readFlags(process.argv.slice(2));
  const server = new grpc.Server();
  const { UnimplementedCall, ...known } = services.TestService.service;
  server.addService(known, implementation);
  server.bindAsync(`127.0.0.1:${flags.port || 0}`, credentials(flags), (error, port) => {
    if (error) {
      console.error(error.message);
      process.exit(1);
    }
    console.log(`listening on ${port}`);
  });
}

main();
