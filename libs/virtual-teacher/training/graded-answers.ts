import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One question of SemEval-2013 task 7 with its answers, as people graded them. */
export type GradedQuestion = {
  readonly id: string;
  readonly corpus: string;
  readonly text: string;
  readonly references: readonly string[];
  readonly answers: readonly GradedAnswer[];
};
export type GradedAnswer = {
  readonly text: string;
  readonly grade: 'correct' | 'contradictory' | 'incorrect';
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&([a-z]+);/g, (whole, name: string) => entities[name] ?? whole)
    .trim();

/** Texts of all elements of a name; the files have no nesting of one element in itself. */
const elements = (xml: string, name: string): { attributes: string; text: string }[] =>
  [...xml.matchAll(new RegExp(`<${name}\\b([^>]*)>([\\s\\S]*?)</${name}>`, 'g'))].map(
    ([, attributes = '', text = '']) => ({ attributes, text: decoded(text) }),
  );

const attribute = (attributes: string, name: string): string =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';

/** The 5-way labels of the test part fall together into the three that are used here. */
function gradeOf(label: string): GradedAnswer['grade'] {
  return label === 'correct' || label === 'contradictory' ? label : 'incorrect';
}

/** Reads every `*.xml` below a folder: one question a file, in the order of their names. */
export async function readGradedAnswers(folder: string): Promise<GradedQuestion[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.xml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const xml = await readFile(path.join(folder, name), 'utf8');
      return {
        id: attribute(/<question\b([^>]*)>/.exec(xml)?.[1] ?? '', 'id'),
        corpus: path.dirname(name),
        text: elements(xml, 'questionText')[0]?.text ?? '',
        references: elements(xml, 'referenceAnswer').map(({ text }) => text),
        answers: elements(xml, 'studentAnswer').map(({ attributes, text }) => ({
          text,
          grade: gradeOf(attribute(attributes, 'accuracy')),
        })),
      };
    }),
  );
}
