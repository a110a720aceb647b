import type { AudioFrame, DataItem, MediaFrame, Sink, StreamHeaders, VideoFrame } from '../../src/index.js';

/** Keeps everything a stream hands out. */
export class CollectingSink implements Sink {
  readonly headers: StreamHeaders[] = [];
  readonly frames: MediaFrame[] = [];
  readonly data: DataItem[] = [];
  /** For each data message, how many frames came before it. */
  readonly dataAfterFrames: number[] = [];
  ended: string | undefined;
  batches = 0;

  get video(): VideoFrame[] {
    return this.frames.filter((frame) => frame.kind === 'video');
  }

  get audio(): AudioFrame[] {
    return this.frames.filter((frame) => frame.kind === 'audio');
  }

  onHeaders(headers: StreamHeaders): void {
    this.headers.push(headers);
  }

  onFrame(frame: MediaFrame): void {
    this.frames.push(frame);
  }

  onData(item: DataItem): void {
    this.data.push(item);
    this.dataAfterFrames.push(this.frames.length);
  }

  onEnd(reason: string): void {
    this.ended = reason;
  }

  onBatchEnd(): void {
    this.batches++;
  }
}
