import { Pipeline } from './pipeline.js';
import type { PipelineCommand, PipelineMessage } from './pipeline-messages.js';

/** The part of DedicatedWorkerGlobalScope that is used here: the page's library of types is in force. */
type WorkerScope = {
  onmessage: ((event: MessageEvent<PipelineCommand>) => void) | null;
  postMessage(message: PipelineMessage, transfer: Transferable[]): void;
  close(): void;
};

const scope = globalThis as unknown as WorkerScope;
let pipeline: Pipeline | undefined;

const tell = (message: PipelineMessage): void =>
  scope.postMessage(
    message,
    message.type === 'source' && message.source !== undefined ? [message.source] : [],
  );

scope.onmessage = ({ data }) => {
  if (data.type !== 'start') {
    pipeline?.command(data);
    if (data.type === 'stop') scope.close();
    return;
  }
  try {
    pipeline = new Pipeline(data, tell);
    pipeline.start();
  } catch (error) {
    tell({ type: 'problem', fatal: true, detail: error instanceof Error ? error.message : String(error) });
  }
};

tell({ type: 'ready' });
