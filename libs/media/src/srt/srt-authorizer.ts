import type { LiveStream } from '../stream/live-stream.js';
import type { SrtRejectionCode } from './libsrt.js';
import type { SrtTarget } from './stream-id.js';

/** Who asks for what. `key` is a secret when publishing; never log it. */
export type SrtRequest = Omit<SrtTarget, 'mode'> & {
  /** Address of the client, without port. */
  readonly remote: string;
  readonly client: SrtClient;
};

/** The connection behind a request. */
export type SrtClient = {
  onClose(listener: () => void): void;
  /** Ends what it plays. */
  close(reason: string): void;
};

export type SrtRefusal = {
  /** Never holds a key. */
  readonly refused: string;
  /** The stream that the key is for, if the key is known. */
  readonly stream?: string;
  /** What the caller is told before it is accepted: a number is all that SRT has. Default: `forbidden`. */
  readonly code?: SrtRejectionCode;
};

/** Decides who may publish and play what. */
export interface SrtAuthorizer {
  /**
   * Asked before a caller is accepted, while libsrt stands still: it is to be quick, and to change nothing.
   * @returns why not
   */
  refuse(target: SrtTarget & Pick<SrtRequest, 'remote'>): Promise<SrtRefusal | undefined>;
  /** Asked when it is accepted; it may take its time. */
  publish(
    request: SrtRequest,
  ): Promise<
    | { readonly stream: LiveStream; readonly publisherId: string; readonly trustedRelay?: boolean }
    | SrtRefusal
  >;
  play(request: SrtRequest): Promise<{ readonly stream: LiveStream } | SrtRefusal>;
}
