import { readFile } from 'node:fs/promises';

export type Rubric = readonly { readonly point: string; readonly any: readonly string[] }[];

/**
 * Rubrics for the school science questions, written from question and model answer as `docs/brains.md` asks, before
 * any student's answer was read: `ID | point: phrase; phrase | point: …`.
 */
export async function readRubrics(): Promise<ReadonlyMap<string, Rubric>> {
  const text = await readFile(new URL('./rubrics.txt', import.meta.url), 'utf8');
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line): [string, Rubric] => {
        const [id = '', ...points] = line.split(' | ');
        const rubric = points.map((written) => {
          const at = written.indexOf(': ');
          return { point: written.slice(0, at), any: written.slice(at + 2).split('; ') };
        });
        return [id, rubric];
      }),
  );
}
