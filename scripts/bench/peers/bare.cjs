// The lower bound: node:http alone sends the same bytes. No routing, no checks, no log, no metrics, no drain.
const { createServer } = require('node:http');
const { hostname } = require('node:os');

const name = hostname();
const server = createServer((_request, response) => {
  response.writeHead(200, {
    'x-app-hostname': name,
    'x-app-version': '1.0.0',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(name),
  });
  response.end(name);
});
// Fastify's default. The value is part of the answer.
server.keepAliveTimeout = 72_000;
server.listen(Number(process.env.PORT));
