import { describeProblem, formatLesson, parseLesson } from '@lockstep/lesson';
import { type Command, parse } from '../command.js';
import { writeWhole } from './write-whole.js';
import { onlyFile, readLessonFile } from './lesson-file.js';

const NAME = 'lockstep lesson format';
const USAGE = 'FILE [--write | --check] [--ids]';

export const formatCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: write a lesson in the form that all lessons have

Usage: ${NAME} ${USAGE}

Keys in their order, long texts folded, an empty line between steps; comments stay, and the lesson means the
same. Prints the text. A lesson with errors is not formatted; they are printed instead.

Options:
  --write      put the text into FILE instead
  --check      print nothing; exit code 1 when FILE is not in this form
  --ids        give an id to every step that has none, so that it is kept when its words change

Example:
  ${NAME} lesson.yaml --write
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = {
    write: { type: 'boolean' },
    check: { type: 'boolean' },
    ids: { type: 'boolean' },
  } as const;
  const { values, positionals } = parse(args, options);
  const { path, text } = await readLessonFile(onlyFile(positionals));
  const { script, problems } = parseLesson(text);
  if (!script) {
    for (const problem of problems) process.stderr.write(`${describeProblem(problem, path)}\n`);
    return 1;
  }
  const formatted = formatLesson(text, { ids: values.ids ? 'write' : 'keep' });
  if (values.check) {
    if (formatted !== text)
      process.stderr.write(`${path}: is not in the form of all lessons; --write puts it there.\n`);
    return formatted === text ? 0 : 1;
  }
  if (!values.write) process.stdout.write(formatted);
  else if (formatted !== text) await writeWhole(path, formatted);
  return 0;
}
