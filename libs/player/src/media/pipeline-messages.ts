import type { PlacedMessage } from '../core/lesson-message.js';
import type { Epoch } from '../core/timeline.js';
import type { StreamUrls } from '../transports/stream-urls.js';
import type { StreamTransportName, TransportErrorReason, TransportName } from '../transports/transport.js';

/** What the main thread tells the pipeline. Everything here survives structured cloning. */
export type PipelineCommand =
  | ({ readonly type: 'start' } & PipelineSettings)
  /** Where playback is, in media milliseconds: what lies far enough before it is freed. */
  | { readonly type: 'position'; readonly mediaMs: number }
  /** Nobody watches: close the connection, keep what is there. */
  | { readonly type: 'suspend' }
  | { readonly type: 'resume' }
  /** The media element cannot go on with this media source: make a new one. */
  | { readonly type: 'rebuild' }
  /** Of the past: its bytes begin with what a decoder needs first. */
  | { readonly type: 'open' }
  /** Of the past; answered with `taken`. */
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  /** Of the past: nothing more comes for now. */
  | Lost
  | { readonly type: 'stop' };

export type PipelineSettings = {
  readonly urls: StreamUrls;
  readonly transport: 'auto' | StreamTransportName;
  readonly maxBackOffMs: number;
  readonly silenceMs: number;
  readonly comeBackMs: number;
  /** Media kept behind the frame on screen, in milliseconds. */
  readonly keepBehindMs: number;
  /** Not the live edge, but what was recorded before it: the bytes come with commands. */
  readonly isPast: boolean;
};

/** The connection is over; another attempt follows. */
export type Lost = {
  readonly type: 'lost';
  /** undefined: the server ended the stream. */
  readonly reason: TransportErrorReason | undefined;
  readonly detail: string;
  readonly retryInMs: number;
};

/** What the pipeline tells the main thread. */
export type PipelineMessage =
  /** The worker runs. */
  | { readonly type: 'ready' }
  /**
   * Where the media element finds the media: a MediaSource of this thread, or the handle of one in the worker; undefined where it
   * is given to the element by somebody else.
   */
  | { readonly type: 'source'; readonly source: MediaSource | MediaSourceHandle | undefined }
  | {
      readonly type: 'connected';
      /** undefined: it brings the past. */
      readonly transport: TransportName | undefined;
      /** Why it is not the best way; undefined when it is. */
      readonly reason: string | undefined;
    }
  | Lost
  | { readonly type: 'epoch'; readonly epoch: Epoch; readonly restarted: boolean }
  /** Bytes of the past are on their way to the decoder. `refused`: why they are not a stream, else undefined. */
  | { readonly type: 'taken'; readonly newestMs: number; readonly refused: string | undefined }
  /** Another publication begins: what was learned of the path belongs to the one before. */
  | { readonly type: 'publication' }
  /** All messages of one frame; told before the frame is handed to the decoder. */
  | { readonly type: 'lesson'; readonly messages: readonly PlacedMessage[] }
  /** Frames arrived, with their audio: decode times on the media clock; `atMs` is on the clock of {@link clockMs}. */
  | {
      readonly type: 'arrived';
      readonly oldestMs: number;
      readonly newestMs: number;
      readonly atMs: number;
      readonly bytes: number;
    }
  | { readonly type: 'format'; readonly width: number; readonly height: number; readonly hasAudio: boolean }
  /** `fatal`: this stream cannot be played in this browser. */
  | { readonly type: 'problem'; readonly fatal: boolean; readonly detail: string };

/** Milliseconds of a clock that only goes forward and is the same in the page and in its workers. */
export const clockMs = (): number => performance.timeOrigin + performance.now();
