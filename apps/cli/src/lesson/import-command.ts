import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { leftOut, lessonOf, questionFormatOf, questionFormats, textOfBytes } from '@lockstep/lesson';
import { type Command, parse } from '../command.js';
import { asInputError, InputError, UsageError } from '../errors.js';
import { isPackage, unpackLesson } from './lesson-package.js';
import { onlyFile } from './lesson-file.js';
import { writeWhole } from './write-whole.js';

const NAME = 'lockstep lesson import';
const USAGE = 'FILE [--out LESSON] [--title TITLE] [--language CODE]';

export const importCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: make a lesson of questions, or unpack a .lockstep file

Usage: ${NAME} ${USAGE}

Reads questions in GIFT, Moodle XML or CSV, with their feedback and weights, and prints the lesson. What a
lesson cannot hold is named with its line (of CSV its row) and the reason. Of a .lockstep file, which is a
whole lesson, everything is put into a new folder.

Options:
  --out LESSON       put the lesson into this file instead; of a .lockstep file, the new folder
  --title TITLE      title of the lesson; otherwise the name of FILE
  --language CODE    language of the lesson, such as zh-CN; otherwise en

Example:
  ${NAME} quiz.xml --out lesson.yaml
  quiz.xml:7: left out: its general feedback: feedback belongs to an answer
`,
  run,
};

const OPTIONS = {
  out: { type: 'string' },
  title: { type: 'string' },
  language: { type: 'string' },
} as const;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const path = onlyFile(positionals);
  const bytes = await bytesOf(path);
  if (isPackage(bytes)) {
    if (values.out === undefined) throw new UsageError('Where to?', 'Name a new folder with --out.');
    await unpackLesson(path, values.out);
    return 0;
  }
  const text = textOfBytes(bytes);
  if (text === undefined) {
    const { what, reason } = leftOut(1, 'not-utf8');
    throw new InputError(`${path}: ${what}: ${reason}`);
  }
  const format = questionFormats[questionFormatOf(path, text)];
  const { steps, leftOut: lost } = format.read(text);
  for (const { line, what, reason } of lost)
    process.stderr.write(`${path}:${String(line)}: left out: ${what}: ${reason}\n`);
  if (steps.length === 0) throw new InputError(`${path}: holds no question in ${format.name}`);
  const title = values.title ?? basename(path, extname(path));
  const lesson = lessonOf(title, values.language ?? 'en', steps);
  if (values.out === undefined) process.stdout.write(lesson);
  else await writeWhole(values.out, lesson);
  return 0;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw asInputError(error, path);
  }
}
