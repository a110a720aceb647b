import { GatheredFrames } from '../demux/gathered-frames.js';
import { Pipeline } from './pipeline.js';
import type { PipelineMessage, PipelineSettings } from './pipeline-messages.js';
import { needsRealDurations } from './real-durations.js';

/** The pipeline on the main thread. Browsers that run it in a worker need no gathered frames, so the worker's code has none. */
export const pagePipeline = (
  settings: PipelineSettings,
  tell: (message: PipelineMessage) => void,
): Pipeline => new Pipeline(settings, tell, needsRealDurations() ? new GatheredFrames() : undefined);
