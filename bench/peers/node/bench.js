'use strict';
// What server and client share: the service of bench.proto, whose folder BENCH_PROTOS names.
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const definition = loader.loadSync(path.join(process.env.BENCH_PROTOS, 'bench.proto'), { keepCase: true, defaults: true });

exports.Bench = grpc.loadPackageDefinition(definition).bench.Bench;

// Waits until a stream takes more; whatever comes first, more room or the end of the call.
exports.drained = (stream) => new Promise((resolve) => {
  for (const event of ['drain', 'close', 'cancelled', 'error']) stream.once(event, resolve);
});
