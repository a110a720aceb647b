import { LiveStream, RtmpServer } from '../../../src/index.js';

/** One stream fed by RTMP: what our server and the plain broadcast have in common, so that the fan-out alone differs. */
export async function startIngest(): Promise<{ stream: LiveStream; rtmpPort: number }> {
  const stream = new LiveStream({ name: 'bench' });
  const refused = { refused: 'Only publishing here.' };
  const ingest = await RtmpServer.start({
    host: '127.0.0.1',
    port: 0,
    authorizer: {
      publish: () => Promise.resolve({ stream, publisherId: 'bench' }),
      play: () => Promise.resolve(refused),
    },
  });
  return { stream, rtmpPort: ingest.port };
}
