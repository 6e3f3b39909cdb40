// The least a server can do with the same bodies: parse and answer. Watches its own thread as the product does.
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

const server = createServer(async (request, response) => {
  if (request.method === 'GET') {
    const max = delay.max / 1e6;
    delay.reset();
    response.end(JSON.stringify({ max }));
    return;
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { text } = JSON.parse(Buffer.concat(chunks).toString());
  response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ length: text.length }));
});
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
