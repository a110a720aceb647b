import type { pagePipeline } from './page-pipeline.js';

/** The code is in the worker already: a page that needs it on its main thread too loads it then. */
export const loadPipeline = async (): Promise<typeof pagePipeline> =>
  (await import('./page-pipeline.js')).pagePipeline;
