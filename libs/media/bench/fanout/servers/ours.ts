/** Our own fan-out, alone on its port. */
import { HttpFlvServer } from '../../../src/index.js';
import { announce } from './announce.js';
import { startIngest } from './ingest.js';

const { stream, rtmpPort } = await startIngest();
const server = await HttpFlvServer.start({
  port: 0,
  find: (name) => (name === stream.name ? stream : undefined),
});
announce({ rtmpPort, httpPort: server.port });
