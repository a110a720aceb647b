/** Ways to get a stream that the player demultiplexes itself. */
export type StreamTransportName = 'flv' | 'ws-flv' | 'll-hls' | 'dash';
/** The best one first. */
export const STREAM_TRANSPORTS: readonly StreamTransportName[] = ['flv', 'ws-flv', 'll-hls', 'dash'];

/** How its bytes are wrapped: FLV, or else fragmented MP4. */
export const isFlv = (name: StreamTransportName): boolean => name === 'flv' || name === 'ws-flv';

/**
 * `flv`: HTTP-FLV; `ws-flv`: the same over a WebSocket; `ll-hls`: parts of HLS with low latency; `dash`: segments of DASH, chunk by
 * chunk while they are made; `hls`: whole segments of HLS.
 */
export type TransportName = StreamTransportName | 'hls';

export type TransportErrorReason =
  /** The server says that there is no such stream, or no longer. */
  | 'not-found'
  /** The server answered, and will not serve this. */
  | 'refused'
  /** No answer: no network, no server, or the browser forbids it (CORS, CSP, mixed content). */
  | 'unreachable'
  /** Nothing came for too long. */
  | 'silent'
  /** The connection broke. */
  | 'cut';

/** Why a connection could not be made or did not last. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    readonly reason: TransportErrorReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** One way to get the bytes of a live stream. */
export type Transport = {
  readonly name: StreamTransportName;
  /**
   * Connects and yields bytes as they arrive; returns when the server ends the stream cleanly.
   * @throws TransportError; after `signal` aborted it returns or throws anything.
   */
  open(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void>;
};

/** Queries may carry tokens; they belong in no message. */
export const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');
