import { basename, extname } from 'node:path';
import { lessonOf, readGift } from '@lockstep/lesson';
import { type Command, parse } from '../command.js';
import { InputError } from '../errors.js';
import { onlyFile, readLessonFile } from './lesson-file.js';
import { writeWhole } from './write-whole.js';

const NAME = 'lockstep lesson import';
const USAGE = 'FILE [--out LESSON] [--title TITLE] [--language CODE]';

export const importCommand: Command = {
  name: NAME,
  summary: 'make a lesson of questions in GIFT format',
  usage: USAGE,
  help: `${NAME}: make a lesson of questions in GIFT format

Usage: ${NAME} ${USAGE}

Reads one choice, several choices, true or false, short answers, numbers, pairs, essays and descriptions, with
their feedback and weights. Prints the lesson. What a lesson cannot hold is named with its line and reason.

Options:
  --out LESSON       put the lesson into this file instead
  --title TITLE      title of the lesson; otherwise the name of FILE
  --language CODE    language of the lesson, such as zh-CN; otherwise en

Example:
  ${NAME} quiz.gift --out lesson.yaml
  quiz.gift:7: left out: its general feedback: feedback belongs to an answer
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = {
    out: { type: 'string' },
    title: { type: 'string' },
    language: { type: 'string' },
  } as const;
  const { values, positionals } = parse(args, options);
  const { path, text } = await readLessonFile(onlyFile(positionals));
  const { steps, leftOut } = readGift(text);
  for (const { line, what, reason } of leftOut)
    process.stderr.write(`${path}:${String(line)}: left out: ${what}: ${reason}\n`);
  if (steps.length === 0) throw new InputError(`${path}: holds no question in GIFT format`);
  const title = values.title ?? basename(path, extname(path));
  const lesson = lessonOf(title, values.language ?? 'en', steps);
  if (values.out === undefined) process.stdout.write(lesson);
  else await writeWhole(values.out, lesson);
  return 0;
}
