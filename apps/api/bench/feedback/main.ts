import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, ServerProcess } from '../../test/support/server-process.js';
import { BenchClass } from './bench-class.js';
import { BenchModel } from './bench-model.js';
import { rounds, scriptOf } from './rounds.js';

const help = `npm run -s bench:feedback -- [--rounds 32] [--say 10] [--model]
How long a class waits: from its last answer to the first frame of a spoken word of the feedback, and from a
teacher's typed sentence to its first word, at a viewer of HTTP-FLV. Every sentence is one that was never made before.
The player adds its own delay (npm run bench:latency). With --model a server of OpenAI's protocol on this machine words
the feedback, and the time counts from its first word. Goals: feedback under 1.2 s (median) and 2 s (95 %),
with a model under 0.8 s (median), say this under 2 s.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '32' },
    say: { type: 'string', default: '10' },
    model: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(help);
else {
  await using model = values.model ? await BenchModel.start() : undefined;
  process.exitCode = (await measure(Number(values.rounds), Number(values.say), model)) ? 0 : 1;
}

/** @returns whether the goals were reached */
async function measure(count: number, sayings: number, model?: BenchModel): Promise<boolean> {
  await build();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-bench-feedback-'));
  try {
    await using server = await ServerProcess.start({
      DATA_DIR: folder,
      DEMO: 'false',
      SHIPPED_LESSONS: 'false',
      LOG_LEVEL: 'error',
      ...model?.settings,
    });
    const wanted = rounds(count);
    await using taught = await BenchClass.open(
      server.web,
      server.links.token ?? '',
      scriptOf(wanted, model ? 'openai' : 'offline'),
    );
    const feedback: number[] = [];
    for (const round of wanted) {
      const { answeredAt, spokenAt } = await taught.play(round);
      feedback.push(spokenAt - (model ? model.firstWordAt : answeredAt));
      process.stderr.write(`\r${String(feedback.length)} of ${String(wanted.length)} rounds `);
    }
    process.stderr.write('\n');
    const said: number[] = [];
    for (let i = 0; i < sayings; i++)
      said.push(await taught.say(`This is remark ${String(1001 + 37 * i)}, dear class.`));
    const [median, late] = model ? [800, Infinity] : [1200, 2000];
    const from = model ? 'the model’s first word' : 'last answer';
    console.log(`${from} to first word   ${describe(feedback)}   goal ${String(median)} / ${String(late)}`);
    if (sayings > 0) console.log(`typed sentence to first word ${describe(said)}   goal 2000`);
    return (
      percentile(feedback, 0.5) < median &&
      percentile(feedback, 0.95) < late &&
      !(percentile(said, 1) >= 2000)
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The value below which the share `p` of all values lies; NaN for none. */
function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

function describe(values: readonly number[]): string {
  const at = (p: number) => `${percentile(values, p).toFixed(0)} ms`;
  return `median ${at(0.5)}, p95 ${at(0.95)}, from ${at(0)} to ${at(1)} (${String(values.length)})`;
}
