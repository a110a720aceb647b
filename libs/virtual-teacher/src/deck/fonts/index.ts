export { type FontRun, fontRuns } from './font-runs.js';
