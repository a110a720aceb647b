import * as z from 'zod';
import { opaqueIdPattern } from '../lesson-event.js';

/** An id in a request or a response; the same rule as `OpaqueId`, which is the player's lighter twin. */
export const Id = z.string().regex(opaqueIdPattern, 'letters, digits, _ . and -, at most 64');

/** Largest number that an event can have; databases keep it in 32 bits. */
export const MAX_SEQ = 2 ** 31 - 1;
