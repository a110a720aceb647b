import { parseArgs } from 'node:util';
import { createOfflineBrain } from '../src/brain/offline/offline-brain.js';
import { labelledSet } from './labelled-set.js';
import { shippedSet } from './shipped-lessons.js';
import { unseenSet } from './unseen.js';
import { judgeGraded } from './graded.js';
import { evaluate, type Judged } from './evaluate.js';
import { report } from './report.js';

const { values } = parseArgs({
  options: {
    half: { type: 'string' },
    mistakes: { type: 'boolean', default: false },
    say: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    graded: { type: 'string', default: process.env['GRADED_ANSWERS'] ?? '' },
  },
});

const halves = (['tuning', 'held-out', 'shipped', 'unseen'] as const).filter(
  (half) => values.half === undefined || values.half === half,
);

await using brain = createOfflineBrain();
if (values.graded !== '') console.table(await judgeGraded(values.graded));
const shipped = await shippedSet();
const sets = { tuning: labelledSet, 'held-out': labelledSet, shipped, unseen: unseenSet };
await brain.prepare([...labelledSet, ...shipped, ...unseenSet].map(({ question }) => question));
const judged: Judged[] = [];
for (const half of halves) {
  judged.push(...(await evaluate(brain, sets[half], half)));
}

if (values.json) process.stdout.write(`${JSON.stringify(halves.map((half) => report(half, judged)))}\n`);
else {
  for (const half of halves) {
    const mine = judged.filter((one) => one.half === half);
    console.table(report(half, mine));
    for (const one of mine.filter(({ agrees }) => values.say || (values.mistakes && !agrees))) {
      const { question, answer, judgement } = one;
      console.log(
        `${one.agrees ? ' ' : '*'} ${question.question.id} | ${answer.text ?? answer.choices.join('+')} | gold ${answer.gold}, said ${judgement.verdict} (${String(judgement.confidence)}) | ${judgement.mistake ?? ''} | ${judgement.say}`,
      );
    }
  }
}
