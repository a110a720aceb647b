export { backOffMs } from './back-off.js';
export type { BackOffOptions } from './back-off.js';
export { Coalesced } from './coalesced.js';
export type { CoalescedOptions } from './coalesced.js';
export { retry } from './retry.js';
export type { RetryOptions } from './retry.js';
export { Semaphore } from './semaphore.js';
export { Serial } from './serial.js';
export { sleep } from './sleep.js';
