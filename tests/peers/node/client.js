'use strict';
// gRPC's interop cases on @grpc/grpc-js. Runs the cases of --test_case (a comma-separated list) on one channel.
const { once } = require('events');
const { promisify } = require('util');
const grpc = require('@grpc/grpc-js');
const { services, readFlags, readFile, INITIAL_KEY, TRAILING_KEY } = require('./interop');

const { status } = grpc;
const SPECIAL_MESSAGE = '\t\ntest with whitespace\r\nand Unicode BMP \u263A and non-BMP \u{1F608}\t\n';

function expect(met, otherwise) {
  if (!met) throw new Error(otherwise);
}

function expectSize(size, wanted) {
  expect(size === wanted, `expected a body of ${wanted} bytes, got ${size}`);
}

// Waits for the end of a call and checks how it ended.
async function expectStatus(promise, code, message) {
  const [got, text] = await promise.then(() => [status.OK, ''], (error) => [error.code, error.details]);
  expect(got === code, `expected status ${code}, got ${got} ${JSON.stringify(text)}`);
  if (message !== undefined) expect(text === message, `expected message ${JSON.stringify(message)}, got ${JSON.stringify(text)}`);
}

const body = (size) => ({ body: Buffer.alloc(size) });
const largeRequest = () => ({ response_size: 314159, payload: body(271828) });
const streamRequest = (responseSize, requestSize) => ({ response_parameters: [{ size: responseSize }], payload: body(requestSize) });
const unary = (client, method, ...rest) => promisify(client[method]).call(client, ...rest);

// The responses of a stream one by one; null once it ended well, an exception if it did not.
function reader(stream) {
  const responses = stream[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await responses.next();
    return done ? null : value;
  };
}

async function expectNext(next, size) {
  const response = await next();
  expect(response !== null, 'the stream ended before its response');
  expectSize(response.payload.body.length, size);
}

async function expectEnd(next) {
  expect((await next()) === null, 'a response that nobody asked for');
}

function echoMetadata() {
  const metadata = new grpc.Metadata();
  metadata.set(INITIAL_KEY, 'test_initial_metadata_value');
  metadata.set(TRAILING_KEY, Buffer.from([0xab, 0xab, 0xab]));
  return metadata;
}

// Collects what comes back of the metadata while the call runs.
function watchEcho(call) {
  const initial = once(call, 'metadata');
  const trailing = once(call, 'status');
  return async () => {
    const [headers] = await initial;
    const [ended] = await trailing;
    expect(headers.get(INITIAL_KEY)[0] === 'test_initial_metadata_value', 'the initial metadata did not come back');
    const binary = ended.metadata.get(TRAILING_KEY)[0];
    expect(binary && binary.equals(Buffer.from([0xab, 0xab, 0xab])), 'the trailing metadata did not come back');
  };
}

const cases = {
  async empty_unary({ test }) {
    await unary(test, 'EmptyCall', {});
  },

  async large_unary({ test }) {
    expectSize((await unary(test, 'UnaryCall', largeRequest())).payload.body.length, 314159);
  },

  async client_streaming({ test }) {
    const response = await new Promise((resolve, reject) => {
      const call = test.StreamingInputCall((error, value) => (error ? reject(error) : resolve(value)));
      for (const size of [27182, 8, 1828, 45904]) call.write({ payload: body(size) });
      call.end();
    });
    expectSize(response.aggregated_payload_size, 74922);
  },

  async server_streaming({ test }) {
    const sizes = [31415, 9, 2653, 58979];
    const next = reader(test.StreamingOutputCall({ response_parameters: sizes.map((size) => ({ size })) }));
    for (const size of sizes) await expectNext(next, size);
    await expectEnd(next);
  },

  async ping_pong({ test }) {
    const call = test.FullDuplexCall();
    const next = reader(call);
    for (const [responseSize, requestSize] of [[31415, 27182], [9, 8], [2653, 1828], [58979, 45904]]) {
      call.write(streamRequest(responseSize, requestSize));
      await expectNext(next, responseSize);
    }
    call.end();
    await expectEnd(next);
  },

  async empty_stream({ test }) {
    const call = test.FullDuplexCall();
    call.end();
    await expectEnd(reader(call));
  },

  async timeout_on_sleeping_server({ test }) {
    const call = test.FullDuplexCall({ deadline: Date.now() + 1 });
    call.write({ payload: body(27182) });
    await expectStatus(reader(call)(), status.DEADLINE_EXCEEDED);
  },

  async cancel_after_begin({ test }) {
    await expectStatus(new Promise((resolve, reject) => {
      const call = test.StreamingInputCall((error, value) => (error ? reject(error) : resolve(value)));
      call.cancel();
    }), status.CANCELLED);
  },

  async cancel_after_first_response({ test }) {
    const call = test.FullDuplexCall();
    const next = reader(call);
    call.write(streamRequest(31415, 27182));
    await expectNext(next, 31415);
    call.cancel();
    await expectStatus(next(), status.CANCELLED);
  },

  async custom_metadata({ test }) {
    let expectEchoed;
    const response = await new Promise((resolve, reject) => {
      const call = test.UnaryCall(largeRequest(), echoMetadata(), (error, value) => (error ? reject(error) : resolve(value)));
      expectEchoed = watchEcho(call);
    });
    expectSize(response.payload.body.length, 314159);
    await expectEchoed();

    const duplex = test.FullDuplexCall(echoMetadata());
    expectEchoed = watchEcho(duplex);
    const next = reader(duplex);
    duplex.write(streamRequest(314159, 271828));
    duplex.end();
    await expectNext(next, 314159);
    await expectEnd(next);
    await expectEchoed();
  },

  async status_code_and_message({ test }) {
    const response_status = { code: status.UNKNOWN, message: 'test status message' };
    await expectStatus(unary(test, 'UnaryCall', { response_status }), status.UNKNOWN, response_status.message);
    const duplex = test.FullDuplexCall();
    duplex.write({ response_status });
    duplex.end();
    await expectStatus(reader(duplex)(), status.UNKNOWN, response_status.message);
  },

  async special_status_message({ test }) {
    const response_status = { code: status.UNKNOWN, message: SPECIAL_MESSAGE };
    await expectStatus(unary(test, 'UnaryCall', { response_status }), status.UNKNOWN, SPECIAL_MESSAGE);
  },

  async unimplemented_method({ test }) {
    await expectStatus(unary(test, 'UnimplementedCall', {}), status.UNIMPLEMENTED);
  },

  async unimplemented_service({ unimplemented }) {
    await expectStatus(unary(unimplemented, 'UnimplementedCall', {}), status.UNIMPLEMENTED);
  },
};

function credentials(flags) {
  if (flags.use_tls !== 'true') return grpc.credentials.createInsecure();
  const root = readFile(flags.ca_file || '.peers/certs/ca.pem');
  return flags.cert_file
    ? grpc.credentials.createSsl(root, readFile(flags.key_file), readFile(flags.cert_file))
    : grpc.credentials.createSsl(root);
}

function connect(flags) {
  const target = `${flags.server_host || 'localhost'}:${flags.server_port || 443}`;
  const options = {};
  if (flags.use_tls === 'true' && flags.server_host_override) {
    options['grpc.ssl_target_name_override'] = flags.server_host_override;
    options['grpc.default_authority'] = flags.server_host_override;
  }
  const test = new services.TestService(target, credentials(flags), options);
  const unimplemented = new services.UnimplementedService(target, null, { channelOverride: test.getChannel() });
  return { test, unimplemented };
}

async function main() {
  const flags = readFlags(process.argv.slice(2));
  const stubs = connect(flags);
  for (const name of (flags.test_case || 'large_unary').split(',')) {
    try {
      expect(cases[name], 'this client has no such case');
      await cases[name](stubs);
      console.log(`passed ${name}`);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${name}: ${error.message}`);
      console.log(`failed ${name}`);
    }
  }
  // A call that was cancelled before its stream opened keeps the session, and so the process, alive after close().
  stubs.test.close();
  process.exit();
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
