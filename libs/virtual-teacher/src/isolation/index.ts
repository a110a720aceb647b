export { Isolated, type IsolatedOptions, type RunOptions } from './isolated.js';
export { IsolatedFailed, type IsolatedFailure } from './isolated-failed.js';
export { type Desk, Refusal, serve } from './serve.js';
