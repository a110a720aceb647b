import { QuestionFormat } from '@lockstep/contracts';
import { describeProblem, parseLesson, questionFormats, writeQuestions } from '@lockstep/lesson';
import { type Command, parse } from '../command.js';
import { UsageError } from '../errors.js';
import { onlyFile, readLessonFile } from './lesson-file.js';
import { packLesson } from './lesson-package.js';
import { writeWhole } from './write-whole.js';

const NAME = 'lockstep lesson export';
const USAGE = 'FILE [--format gift|moodle|csv|lockstep] [--out FILE]';

export const exportCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: write the questions of a lesson for other programs, or the lesson as one file

Usage: ${NAME} ${USAGE}

Prints the questions. What a format does not hold, such as an order in GIFT or the time to answer in Moodle
XML, is named with its line. --format lockstep packs the whole lesson with its slides and clips.

Options:
  --format FORMAT    gift, moodle, csv or lockstep; otherwise what the name of --out says, or gift
  --out FILE         put it into this file instead

Example:
  ${NAME} lesson.yaml --out quiz.xml
  lesson.yaml:12:5: left out: past-of-go: Moodle XML does not hold its 'window' as it is
  ${NAME} lesson.yaml --out lesson.lockstep
`,
  run,
};

const FORMATS = [...QuestionFormat.options, 'lockstep'] as const;
type Format = (typeof FORMATS)[number];

function formatOf(format: string | undefined, out: string | undefined): Format {
  const known = FORMATS.find((one) => one === format);
  if (known) return known;
  if (format !== undefined)
    throw new UsageError(`There is no format '${format}'.`, `Write ${FORMATS.join(', ')}.`);
  if (/\.lockstep$/iu.test(out ?? '')) return 'lockstep';
  return QuestionFormat.options.find((one) => out?.endsWith(`.${questionFormats[one].extension}`)) ?? 'gift';
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { out: { type: 'string' }, format: { type: 'string' } });
  const format = formatOf(values.format, values.out);
  const file = onlyFile(positionals);
  if (format === 'lockstep') {
    if (values.out === undefined) throw new UsageError('Where to?', 'Name a file with --out.');
    await packLesson(file, values.out);
    return 0;
  }
  const { path, text } = await readLessonFile(file);
  const { script, problems, places } = parseLesson(text);
  if (!script) {
    for (const problem of problems) process.stderr.write(`${describeProblem(problem, path)}\n`);
    return 1;
  }
  const { text: questions, leftBehind } = writeQuestions(questionFormats[format], script);
  for (const { stepId, reason } of leftBehind) {
    const { line, column } = places.ofStep(script.steps.findIndex(({ id }) => id === stepId));
    process.stderr.write(`${path}:${String(line)}:${String(column)}: left out: ${stepId}: ${reason}\n`);
  }
  if (values.out === undefined) process.stdout.write(questions);
  else await writeWhole(values.out, questions);
  return 0;
}
