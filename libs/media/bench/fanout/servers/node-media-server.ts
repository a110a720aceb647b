/** node-media-server as its package ships it, HTTP-FLV from its own broadcast. A peer to compare with: nothing of it is ours. */
import { createServer, type AddressInfo } from 'node:net';
import NodeMediaServer from 'node-media-server';
import { announce } from './announce.js';

/** It cannot be told to take any free port. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
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
announce({ rtmpPort, httpPort });
