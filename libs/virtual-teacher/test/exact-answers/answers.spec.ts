import { readFileSync } from 'node:fs';
import { parseLesson } from '@lockstep/lesson';
import { afterAll, describe, expect, it } from 'vitest';
import { createOfflineBrain } from '../../src/brain/offline/offline-brain.js';
import { anew } from './anew.js';
import { contrasts, namesAsked } from './contrasts.js';
import { dailyValues } from './daily.js';
import { dailyWords } from './daily-words.js';
import { dailySentences } from './daily-sentences.js';
import { fresh } from './fresh.js';
import { freshWords } from './fresh-words.js';
import { more } from './more.js';
import { still } from './still.js';
import { languages, texts } from './text.js';
import { quantities } from './quantities.js';
import type { Asked } from './rows.js';
import { schoolValues } from './school-values.js';
import { schoolWords } from './school-words.js';
import { settings } from './settings.js';
import { signs } from './signs.js';

const brain = createOfflineBrain();
afterAll(() => brain[Symbol.asyncDispose]());

/** The question as a lesson has it whose author wrote this below `ask:`. */
function questionOf(ask: string, language: string) {
  const lines = ask.split('\n').map((line) => `      ${line}`);
  const { script, problems } = parseLesson(
    ['title: t', `language: ${language}`, 'steps:', '  - id: q', '    ask:', ...lines].join('\n'),
  );
  const [step] = script?.steps ?? [];
  if (step?.kind !== 'ask') throw new Error(`${ask}: ${problems.map(({ message }) => message).join(' ')}`);
  return step;
}

async function verdictOf(ask: string, text: string, language = 'en'): Promise<string> {
  const question = questionOf(ask, language);
  const judged = await brain.judge({ question, language, answer: { choices: [], text }, attempt: 1 });
  return judged.verdict;
}

type FieldRow = { id: string; language: string; ask: string; answer: string; expected: string[] };

/** Rows that are not judged so yet, each with its reason. */
const open = new Map<string, string>([['J-111', 'unclear, not wrong: the points do not say whose they are']]);

describe('answers of the field', () => {
  const rows = readFileSync(new URL('field-answers.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as FieldRow);

  it('are judged as a teacher would, at least 97 % of them, and the others are known', async () => {
    const failing: string[] = [];
    for (const { id, ask, answer, language, expected } of rows) {
      const verdict = await verdictOf(ask, answer, language);
      if (!expected.includes(verdict)) failing.push(`${id} ${answer}: ${verdict}, not ${expected.join('/')}`);
    }
    expect(failing.filter((row) => !open.has(row.slice(0, 5)))).toEqual([]);
    expect(failing.length).toBeLessThanOrEqual(rows.length * 0.03);
  });
});

const verdictsOf: Record<string, string> = { r: 'right', p: 'partly', w: 'wrong', u: 'unclear' };

describe.each([
  ['signs', signs],
  ['quantities', quantities],
  ['texts', texts],
  ['languages', languages],
  ['settings', settings],
  ['more of all kinds', more],
  ['still more', still],
  ['fresh values', fresh],
  ['fresh words', freshWords],
  ['contrasts', contrasts],
  ['names', namesAsked],
  ['daily values', dailyValues],
  ['daily words', dailyWords],
  ['daily sentences', dailySentences],
  ['school values', schoolValues],
  ['school words', schoolWords],
  ['all kinds anew', anew],
] as const)('%s', (_, asked: readonly Asked[]) => {
  it.each(
    asked.flatMap(({ ask, language, answers }) =>
      answers.map(
        ([answer, verdicts]) => [ask.replaceAll('\n', ' '), answer, verdicts, ask, language] as const,
      ),
    ),
  )('%s: %s is %s', async (_, answer, verdicts, ask, language) => {
    expect([...verdicts].map((letter) => verdictsOf[letter])).toContain(
      await verdictOf(ask, answer, language),
    );
  });
});
