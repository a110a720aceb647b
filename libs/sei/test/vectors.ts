import { readFileSync } from 'node:fs';

/** What every row of vectors/*.json has. */
export type Vector = {
  readonly name: string;
  /** `read` when writing gives other bytes with the same meaning. */
  readonly direction?: 'read';
};

/** The rows of `vectors/<name>.json`, which the scripts in vectors/generate wrote without our code. */
export function loadVectors<Row>(name: string): (Vector & Row)[] {
  const url = new URL(`../vectors/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(url, 'utf8')) as { vectors: (Vector & Row)[] }).vectors;
}
