// Node's HTTP/2 as a peer: a server that answers with 20 bytes, or a client that asks many times over one connection.
//
//   node-http2 serve [CERT KEY]   prints: listening on PORT
//   node-http2 get URL COUNT      exits 0 only if every answer is 200 with 20 bytes
'use strict';
const fs = require('fs');
const http2 = require('http2');

const BODY = 'twenty bytes of text';

function serve(cert, key) {
  const server = cert ? http2.createSecureServer({ cert: fs.readFileSync(cert), key: fs.readFileSync(key) }) : http2.createServer();
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'content-type': 'text/plain' });
    stream.end(BODY);
  });
  server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
}

function getOnce(session, path) {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':path': path });
    let status = 0;
    let text = '';
    stream.setEncoding('utf8');
    stream.on('response', (head) => { status = head[':status']; });
    stream.on('data', (part) => { text += part; });
    stream.on('error', reject);
    stream.on('end', () => (status === 200 && text === BODY ? resolve() : reject(new Error(`status ${status}, ${text.length} bytes`))));
  });
}

async function get(url, count) {
  const session = http2.connect(url, { rejectUnauthorized: false });
  const failed = new Promise((_, reject) => session.on('error', reject));
  await Promise.race([failed, Promise.all(Array.from({ length: count }, () => getOnce(session, new URL(url).pathname)))]);
  session.close();
}

const [what, ...rest] = process.argv.slice(2);
if (what === 'serve') {
  serve(...rest);
} else {
  get(rest[0], Number(rest[1])).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
