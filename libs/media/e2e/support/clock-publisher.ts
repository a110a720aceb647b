import { writeAudioTagBody } from '@lockstep/formats';
import { published, type ClockModel } from '../../test/publisher-clocks.js';
import { RtmpClient } from './rtmp-client.js';

const audio = writeAudioTagBody({ codec: 'aac', packet: 'raw', data: Uint8Array.of(0x21, 0x10, 0x04) });

/**
 * Publishes over RTMP with the clocks of a model, each message when it arrives by the model. The caller closes the client.
 * @param atOnce send everything without a pause, to a stream whose own clock follows the model
 */
export async function publishWithClocks(
  port: number,
  key: string,
  model: ClockModel,
  { atOnce = false }: { readonly atOnce?: boolean } = {},
): Promise<RtmpClient> {
  const client = await RtmpClient.connect(port);
  await client.publish(key);
  client.sendHeaders();
  const beganAt = performance.now();
  for (const { frame, arrivesMs } of published(model)) {
    const waitMs = arrivesMs - (performance.now() - beganAt);
    if (waitMs > 3 && !atOnce) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (frame.kind === 'video') client.sendFrame(frame.dtsMs, { isRandomAccess: frame.isRandomAccess });
    else client.sendAudio(frame.dtsMs, audio);
  }
  return client;
}
