import type { Goal } from '../harness/goals.js';
import { percentile } from '../latency/distribution.js';
import type { SeekOutcome } from './seeks.js';

/** Share of events that come onto the screen together with their frame. */
const SAME_FRAME = 0.995;
/** Median of a seek until the right frame with the right state is on the screen, ms. */
const SEEK_MS = 200;

/** What replay is asked for, and what was measured. */
export function replayGoals(outcomes: readonly SeekOutcome[]): Goal[] {
  const sum = (of: (outcome: SeekOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const events = sum(({ agreement }) => agreement.events);
  const share = sum(({ agreement }) => agreement.sameFrame) / events;
  const off = sum(({ agreement: { offsets, missing } }) =>
    [...offsets].reduce((total, [offset, count]) => total + (offset === 0 ? 0 : count), missing),
  );
  const times = outcomes.flatMap(({ seekMs }) => seekMs ?? []);
  const medianMs = percentile(times, 0.5);
  return [
    {
      text: 'every seek shows its frame with the state of that frame',
      measured: `${times.length} of ${outcomes.length}`,
      holds: times.length === outcomes.length,
    },
    {
      text: `median of a seek below ${SEEK_MS} ms`,
      measured: `${medianMs.toFixed(0)} ms`,
      holds: medianMs < SEEK_MS,
    },
    {
      text: `same frame in at least ${SAME_FRAME * 100} % of ${events} events`,
      measured: `${(share * 100).toFixed(1)} %`,
      holds: share >= SAME_FRAME,
    },
    { text: 'no frame number off', measured: `${off} off`, holds: off === 0 },
  ];
}
