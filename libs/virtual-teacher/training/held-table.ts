import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { featuresOfPieces } from '../src/brain/offline/scorer/ease.js';
import { FEATURES, featuresOf } from '../src/brain/offline/scorer/features.js';
import { readKey } from '../src/brain/offline/scorer/key.js';
import type { Example } from './examples.js';
import type { Learnt } from './learn.js';

const file = new URL('held-table.json.gz', import.meta.url);
const about =
  'Numbers derived from the training part of SemEval-2013 task 7 (SciEntsBank) by Dzikovska, Nielsen, Brew, Leacock, ' +
  'Giampiccolo, Bentivogli, Clark, Dagan and Dang. CC BY-SA 3.0, as they are; see NOTICE. Written by npm run train:scorer.';
/** Of the questions, every third: a test of seconds. */
const EVERY = 3;

type HeldTable = {
  readonly about: string;
  readonly features: string;
  /** Features of pieces of the model answer, by question. */
  readonly pieces: readonly (readonly (readonly number[])[])[];
  /** One answer a row: numbers of its question and of its family, 1 for right, features. */
  readonly rows: readonly (readonly number[])[];
};

/** Texts of our own, which features of every kind see. */
const probes: readonly (readonly [string, string, string])[] = [
  ['Why does ice float?', 'Ice is less dense than water.', 'Water is less dense than ice, so it floats.'],
  [
    'What happens to a short string?',
    'A short string sounds higher.',
    'A long one does not sound lower or higher.',
  ],
  ['How many sides has it?', 'It has 6 equal sides.', 'six sides that are not the same'],
  ['Why do plants need light?', 'They make food from light.', 'the leafs produce ther food with sun light'],
];

/** Tells whether the features are computed as they were when the table was written. */
export function fingerprint(): string {
  const values = probes.map(([question, reference, answer]) => {
    const points = [{ point: reference, any: [reference.split(' ').slice(-3).join(' ')] }];
    const key = readKey({ question, references: [reference], points });
    const rarity = (stem: string) => stem.length;
    const lists = [featuresOf(key, answer, rarity), ...featuresOfPieces(key, rarity)];
    return lists.flat().map((value) => value.toFixed(4));
  });
  const text = JSON.stringify([FEATURES, values]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** Writes what {@link readHeldTable} reads. */
export async function writeHeldTable(examples: readonly Example[]): Promise<void> {
  const own = examples.filter(({ corpus, kind }) => corpus === 'sciEntsBank' && kind === 'both');
  const families = [...new Set(own.map(({ family }) => family))];
  const held = own.filter(({ family }) => families.indexOf(family) % EVERY === 0);
  const pieces = [...new Set(held.map((one) => one.pieces))];
  const short = (values: readonly number[]) => values.map((value) => Number(value.toFixed(3)));
  const rows = held.map((one) => [
    pieces.indexOf(one.pieces),
    families.indexOf(one.family),
    one.isRight ? 1 : 0,
    ...short(one.features),
  ]);
  const table: HeldTable = {
    about,
    features: fingerprint(),
    pieces: pieces.map((list) => list.map(short)),
    rows,
  };
  await writeFile(file, gzipSync(JSON.stringify(table), { level: 9 }));
}

/** Answers to a third of the questions, as the scorer sees them. */
export async function readHeldTable(): Promise<{ features: string; rows: Learnt[] }> {
  const { features, pieces, rows } = JSON.parse(gunzipSync(await readFile(file)).toString()) as HeldTable;
  return {
    features,
    rows: rows.map(([question = 0, family, isRight, ...values]) => ({
      family: String(family),
      pieces: pieces[question] ?? [],
      isRight: isRight === 1,
      features: values,
    })),
  };
}
