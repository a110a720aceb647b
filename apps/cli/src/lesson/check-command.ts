import { stepMs } from '@lockstep/lesson';
import { type Command, parse } from '../command.js';
import { checkLessonFile, onlyFile, readLessonFile } from './lesson-file.js';
import { countOf, reportLines } from './report.js';

const NAME = 'lockstep lesson check';
const USAGE = 'FILE [--json] [--strict]';

export const checkCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: say what is wrong with a lesson, and where

Usage: ${NAME} ${USAGE}

Reads the script, draws its slides and looks whether everything fits: a voice or an avatar that is not there,
marks that ask for a slide or a word that is not there, questions that cannot be judged, branches that lead
nowhere, windows too short for their prompt, slides that are gone before they are read. One line for each
problem:

  lesson.yaml:12:7: error: There is no slide 9. Write a number from 1 to 7.

Options:
  --json       one line of JSON for each problem instead
  --strict     warnings are errors, too

Exit codes: 0 it can be taught; 1 it cannot, or could not be read; 2 wrong usage.
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = { json: { type: 'boolean' }, strict: { type: 'boolean' } } as const;
  const { values, positionals } = parse(args, options);
  const file = await readLessonFile(onlyFile(positionals));
  const checked = await checkLessonFile(file);
  const all = [...checked.problems, ...checked.deckProblems];
  const lines = values.json ? all.map((problem) => JSON.stringify(problem)) : reportLines(file.path, checked);
  for (const line of lines) process.stdout.write(`${line}\n`);
  const { script } = checked;
  if (!values.json) {
    const length = script
      ? script.steps.reduce((sum, step) => sum + stepMs(step, script.language, {}), 0)
      : undefined;
    const about =
      script && length !== undefined ? `${counted(script.steps.length)}, about ${minutes(length)}; ` : '';
    process.stderr.write(`${file.path}: ${about}${countOf(all)}.\n`);
  }
  const fails = all.some(({ severity }) => severity === 'error' || (values.strict && severity === 'warning'));
  return fails ? 1 : 0;
}

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')} minutes`;
}

const counted = (steps: number): string => (steps === 1 ? '1 step' : `${String(steps)} steps`);
