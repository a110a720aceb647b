import type { Pipeline } from './pipeline.js';

/** The code is in the worker already: a page that needs it on its main thread too loads it then. */
export const loadPipeline = async (): Promise<typeof Pipeline> => (await import('./pipeline.js')).Pipeline;
