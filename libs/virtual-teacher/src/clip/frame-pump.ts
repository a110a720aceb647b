/** What the thread of `frame-pump.worker.ts` is started with. */
export type PumpSettings = {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  readonly width: number;
  readonly height: number;
  /** Frames of a group: every job begins with a new one. */
  readonly group: number;
  /** Added to the niceness of the encoder; 0 for what somebody waits for. */
  readonly niceness: number;
};

/** Orders to the thread. */
export type PumpOrder =
  | {
      readonly kind: 'sheet';
      readonly id: string;
      /** x, y, width, height (all even) and byte offset in `pixels`, for each sprite. */
      readonly table: Int32Array;
      /** I420 of all sprites, shared by all threads. */
      readonly pixels: SharedArrayBuffer;
    }
  | { readonly kind: 'forget'; readonly id: string }
  | {
      readonly kind: 'job';
      readonly job: number;
      readonly sheet: string;
      readonly videoFrames: number;
      /** For each frame the same number of sprites, drawn in order; -1 for none. The first one covers the frame. */
      readonly layers: Int32Array;
    }
  | { readonly kind: 'stop'; readonly job: number }
  | { readonly kind: 'close' };

export type PumpReport =
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** The frames of a job that went in, with those that fill its last group. */
  | { readonly kind: 'fed'; readonly job: number; readonly videoFrames: number }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'ended'; readonly reason: string };
