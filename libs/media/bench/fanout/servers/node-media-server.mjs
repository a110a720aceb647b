/**
 * node-media-server as its package ships it, HTTP-FLV from its own broadcast: a peer to compare with, nothing of it is
 * ours. Plain JavaScript, so that it also runs in an older Node (`--peer-node`).
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import NodeMediaServer from 'node-media-server';

/** It cannot be told to take any free port. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const [rtmpPort, httpPort] = [await freePort(), await freePort()];
console.log = () => undefined; // a line per viewer is not what is measured
const server = new NodeMediaServer({
  bind: '127.0.0.1',
  rtmp: { port: rtmpPort },
  http: { port: httpPort },
  webadmin: { enable: false },
  auth: { play: false, publish: false },
  store: { path: process.argv[2] },
});
await server.run();

process.send({ rtmpPort, httpPort });
process.on('message', () => {
  globalThis.gc();
  process.send('collected');
});
process.on('disconnect', () => process.exit(0));
