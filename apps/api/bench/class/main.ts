import { setTimeout as after } from 'node:timers/promises';
import { atMost, type Goal, print, printGoals, round, table } from '@lockstep/media/bench/playout';
import { Client } from '../../test/support/client.js';
import { BenchServer } from '../support/bench-server.js';
import { type Percentiles, percentiles } from '../support/percentiles.js';
import { publishScript } from '../support/shipped-lesson.js';
import { runBenchmark } from '../support/usage.js';
import { BigClass, type Joining } from './big-class.js';
import { type Options, readOptions, USAGE } from './options.js';

type Result = {
  readonly database: Options['database'];
  readonly students: number;
  readonly joinMs: Percentiles;
  readonly socketMs: Percentiles;
  readonly answerMs: Percentiles;
  /** CPU of the server, ms: of one join with its socket, and of one answer with its judgement. */
  readonly cpuMs: { readonly join: number; readonly answer: number };
  /** Acknowledged answers that are not on record. */
  readonly lost: number;
};

/** It waits before the question until everybody is there, and long enough for all answers. */
const SCRIPT = `title: A full class
language: en
avatar: slide
slides: slides.md
steps:
  - id: welcome
    say: >-
      {slide 1} Hello, everybody. Please sit down, and look at the board. We begin in a moment, when all of you are here.
  - id: pause
    pause: PAUSEs
  - id: q1
    ask:
      answer: single
      prompt: Which one?
      choices: [left, right]
      right: right
      window: 60s
`;
const SLIDES = { 'slides.md': new TextEncoder().encode('# A full class\n') };
const ANSWERED_WITHIN_MS = 1000;
/** Judging goes on after the last acknowledgement. */
const JUDGED_AFTER_MS = 1500;

async function run({ database, students, within }: Options): Promise<Result> {
  await using server = await BenchServer.start(database, { JOINS_PER_MINUTE: String(students * 2) });
  const teacher = new Client(server.web, server.token);
  const lesson = await publishScript(teacher, SCRIPT.replace('PAUSE', String(within)), SLIDES);
  server.pin();
  using taught = await BigClass.open(teacher, lesson);
  const before = server.cpuMs.all;
  const joined = await Promise.all(
    Array.from({ length: students }, async (_, i): Promise<Joining> => {
      await after((within * 1000 * i) / students);
      return taught.join(i + 1);
    }),
  );
  const there = server.cpuMs.all;
  const question = await taught.asked();
  const asked = server.cpuMs.all;
  const acknowledged = await taught.answer(question, ANSWERED_WITHIN_MS);
  const lost = await taught.missing();
  await after(JUDGED_AFTER_MS);
  const judged = server.cpuMs.all;
  return {
    ...{ database, students, lost },
    joinMs: percentiles(joined.map(({ joinMs }) => joinMs)),
    socketMs: percentiles(joined.map(({ socketMs }) => socketMs)),
    answerMs: percentiles(acknowledged),
    cpuMs: { join: (there - before) / students, answer: (judged - asked) / students },
  };
}

function report({ database, students, joinMs, socketMs, answerMs, cpuMs }: Result): void {
  const row = (name: string, { p50, p95, p99, max }: Percentiles): string[] => [
    name,
    ...[p50, p95, p99, max].map(round),
  ];
  const rows = [
    ['ms', 'median', 'p95', 'p99', 'max'],
    row('join', joinMs),
    row('socket', socketMs),
    row('answer', answerMs),
  ];
  print(`${String(students)} students, ${database} database`, table(rows));
  const [join, answer] = [round(cpuMs.join), round(cpuMs.answer)];
  process.stdout.write(
    `CPU of the server: ${join} ms a join with its socket, ${answer} ms an answer judged.\n`,
  );
}

const goalsOf = ({ joinMs, answerMs, lost }: Result): Goal[] => [
  atMost('join p95', joinMs.p95, 500, ' ms'),
  atMost('answer p95', answerMs.p95, 500, ' ms'),
  atMost('answers lost', lost, 0),
];

await runBenchmark(USAGE, async (args) => {
  const options = readOptions(args);
  const result = await run(options);
  const goals = goalsOf(result);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...result, goals })}\n`);
  else {
    report(result);
    printGoals(goals);
  }
  return goals.every(({ holds }) => holds);
});
