import { isScalar, type visitor } from 'yaml';

/** JavaScript puts such names before all others, in the order of their numbers, wherever they stood. */
const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/**
 * An object whose names keep the order in which they are given: whole numbers get a space before them, which
 * {@link orderedEntries} takes away again. A later value of one name counts.
 */
export const orderedRecord = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
  Object.fromEntries([...entries].map(([name, value]) => [INDEX.test(name) ? ` ${name}` : name, value]));

/** Names and values of an object in the order in which they were given. */
export const orderedEntries = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).map(([name, value]) => [name.trim(), value]);

/** For `visit`: names as they are written. */
export const plainNames: visitor = {
  Pair(_, { key }) {
    if (isScalar(key) && typeof key.value === 'string') key.value = key.value.trim();
  },
};
