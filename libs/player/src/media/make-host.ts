import type { ResolvedOptions } from '../player-options.js';
import { type StreamUrls, wholeSegments } from '../transports/stream-urls.js';
import { withoutQuery } from '../transports/transport.js';
import { HlsHost } from './hls-host.js';
import type { MediaHost } from './media-host.js';
import { PipelineHost } from './pipeline-host.js';
import type { PipelineMessage, PipelineSettings } from './pipeline-messages.js';

/** Hears what a host tells. */
export type Receive = (message: PipelineMessage) => void;

/**
 * What brings the live edge of a stream to the media element.
 * @throws TypeError when the address has no such transport
 */
export function makeHost(
  video: HTMLVideoElement,
  options: ResolvedOptions,
  urls: StreamUrls,
  receive: Receive,
): MediaHost {
  const { url, transport, maxBackOffMs, keepBehindMs } = options;
  if (transport !== 'auto' && urls[transport] === undefined)
    throw new TypeError(`The address ${withoutQuery(url)} has no transport ${transport}`);
  return transport === 'hls'
    ? new HlsHost(video, { url: wholeSegments(urls.hls ?? ''), maxBackOffMs, keepBehindMs }, receive)
    : pipelineHost(options, { urls, transport, isPast: false }, receive);
}

/** What brings bytes of the past, which it is given, to the media element. */
export const makePastHost = (options: ResolvedOptions, receive: Receive): MediaHost =>
  pipelineHost(options, { urls: {}, transport: 'auto', isPast: true }, receive);

function pipelineHost(
  { worker, maxBackOffMs, silenceMs, comeBackMs, keepBehindMs }: ResolvedOptions,
  wanted: Pick<PipelineSettings, 'urls' | 'transport' | 'isPast'>,
  receive: Receive,
): MediaHost {
  return new PipelineHost({ ...wanted, maxBackOffMs, silenceMs, comeBackMs, keepBehindMs }, worker, receive);
}
