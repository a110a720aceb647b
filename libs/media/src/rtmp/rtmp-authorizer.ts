import type { LiveStream } from '../stream/live-stream.js';

/** Who asks for what. `key` is the last part of the address: a secret when publishing; never log it. */
export type RtmpRequest = {
  /** First part of the address: `live` in `rtmp://host/live/<key>`. May hold a key entered in the wrong field. */
  readonly app: string;
  /** Without a query. */
  readonly key: string;
  /** What stood behind `?`. */
  readonly query: URLSearchParams;
  /** Address of the client, without port. */
  readonly remote: string;
  readonly client: RtmpClient;
};

/** The connection behind a request. */
export type RtmpClient = {
  onClose(listener: () => void): void;
  /** Ends what it plays; the reason is shown to it. */
  close(reason: string): void;
};

export type RtmpRefusal = {
  /** Shown to the client as the description of onStatus; never holds a key. */
  readonly refused: string;
  /** The stream that the key is for, if the key is known. */
  readonly stream?: string;
};

/** Decides who may publish and play what. It may take its time: nothing is read from the client meanwhile. */
export interface RtmpAuthorizer {
  publish(
    request: RtmpRequest,
  ): Promise<
    | { readonly stream: LiveStream; readonly publisherId: string; readonly trustedRelay?: boolean }
    | RtmpRefusal
  >;
  play(request: RtmpRequest): Promise<{ readonly stream: LiveStream } | RtmpRefusal>;
}
