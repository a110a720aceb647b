import { ParseError } from './parse-error.js';

/** What `read` gives, or undefined where the bytes are malformed: damage in one NAL unit must not hide the others. */
export function unlessMalformed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}
