'use strict';
// What the Node interop server and client share: flags, files, metadata keys, the services.
const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const protos = process.env.PEERS_PROTOS || path.join(__dirname, '../../Interop.Protos');
const definition = loader.loadSync('grpc/testing/test.proto', { includeDirs: [protos], keepCase: true, defaults: true });

exports.services = grpc.loadPackageDefinition(definition).grpc.testing;
exports.INITIAL_KEY = 'x-grpc-test-echo-initial';
exports.TRAILING_KEY = 'x-grpc-test-echo-trailing-bin';

// Reads --name=value and --name value; a flag alone means true.
exports.readFlags = (args) => {
  const flags = {};
  const rest = [...args];
  while (rest.length > 0) {
    const flag = rest.shift();
    if (!flag.startsWith('--')) throw new Error(`expected a --flag, found '${flag}'`);
    const equals = flag.indexOf('=');
    if (equals >= 0) flags[flag.slice(2, equals)] = flag.slice(equals + 1);
    else flags[flag.slice(2)] = rest.length > 0 && !rest[0].startsWith('--') ? rest.shift() : 'true';
  }
  return flags;
};

exports.readFile = (file) => {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    throw new Error(`${error.message} (run tests/peers/setup, or name the file with a flag)`);
  }
};
