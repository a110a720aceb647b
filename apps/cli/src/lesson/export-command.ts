import { describeProblem, parseLesson, writeGift } from '@lockstep/lesson';
import { type Command, parse } from '../command.js';
import { onlyFile, readLessonFile } from './lesson-file.js';
import { writeWhole } from './write-whole.js';

const NAME = 'lockstep lesson export';
const USAGE = 'FILE [--out QUESTIONS]';

export const exportCommand: Command = {
  name: NAME,
  summary: 'write the questions of a lesson in GIFT format',
  usage: USAGE,
  help: `${NAME}: write the questions of a lesson in GIFT format

Usage: ${NAME} ${USAGE}

Moodle and many other programs read GIFT. Prints it. Questions that GIFT does not have, such as an order or
several gaps, are named with their line and the reason.

Options:
  --out QUESTIONS    put it into this file instead

Example:
  ${NAME} lesson.yaml --out quiz.gift
  lesson.yaml:12:5: left out: GIFT has no questions that ask for an order
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { out: { type: 'string' } });
  const { path, text } = await readLessonFile(onlyFile(positionals));
  const { script, problems, places } = parseLesson(text);
  if (!script) {
    for (const problem of problems) process.stderr.write(`${describeProblem(problem, path)}\n`);
    return 1;
  }
  const { text: questions, leftOut } = writeGift(script);
  for (const { stepId, reason } of leftOut) {
    const { line, column } = places.ofStep(script.steps.findIndex(({ id }) => id === stepId));
    process.stderr.write(`${path}:${String(line)}:${String(column)}: left out: ${reason}\n`);
  }
  if (values.out === undefined) process.stdout.write(questions);
  else await writeWhole(values.out, questions);
  return 0;
}
