import { pagePipeline } from './page-pipeline.js';

/** In the module for foreign pages, which is one file: vite.config.ts puts it in the place of `load-pipeline.ts`. */
export const loadPipeline = (): Promise<typeof pagePipeline> => Promise.resolve(pagePipeline);
