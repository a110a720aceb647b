import type { PipelineCommand } from './pipeline-messages.js';

export type Thread = 'worker' | 'main';
export type PipelineControl = Exclude<PipelineCommand, { type: 'start' }>;

/** What brings the media of a stream to the media element, and tells what it brings. */
export interface MediaHost {
  /** Where the stream is demultiplexed. */
  readonly thread: Thread;
  send(command: PipelineControl): void;
  stop(): void;
}
