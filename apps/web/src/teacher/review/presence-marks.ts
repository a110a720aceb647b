import type { Attendance, Stay } from '@lockstep/contracts';
import type { ReplayContents } from '@lockstep/player/replay';
import type { Mark } from './lanes.js';

type Times = Pick<ReplayContents, 'startPtsMs' | 'endPtsMs'>;
type Words = {
  readonly joined: (name: string) => string;
  readonly lost: (name: string) => string;
  readonly back: (name: string) => string;
};

/** Nobody leaves a class that is over: a stay that ends with it, give or take so much, was not cut short. */
const END_MS = 3000;

const isCutShort = ({ untilPtsMs }: Stay, { endPtsMs }: Times): boolean =>
  untilPtsMs !== null && untilPtsMs < endPtsMs - END_MS;

/** When students came, lost the connection or closed their page, and came back. */
export function presenceMarks(attendance: readonly Attendance[], times: Times, words: Words): Mark[] {
  const lengthMs = times.endPtsMs - times.startPtsMs;
  const at = (ptsMs: number, text: string): Mark => {
    const fromMs = Math.min(lengthMs, Math.max(0, ptsMs - times.startPtsMs));
    return { fromMs, toMs: fromMs, text };
  };
  return attendance
    .flatMap(({ student: { name }, stays }) =>
      stays.flatMap((stay, index) => [
        at(stay.fromPtsMs, index === 0 ? words.joined(name) : words.back(name)),
        ...(isCutShort(stay, times) ? [at(stay.untilPtsMs ?? 0, words.lost(name))] : []),
      ]),
    )
    .sort((a, b) => a.fromMs - b.fromMs);
}

export type PresenceSum = {
  /** How much of the recording they were there for, ms. */
  readonly presentMs: number;
  readonly losses: number;
  readonly longestDelayMs: number | null;
};

export function presenceSum(stays: readonly Stay[], times: Times): PresenceSum {
  const delays = stays.flatMap(({ longestDelayMs }) => longestDelayMs ?? []);
  const within = (ptsMs: number) => Math.min(times.endPtsMs, Math.max(times.startPtsMs, ptsMs));
  return {
    presentMs: stays.reduce(
      (sum, { fromPtsMs, untilPtsMs }) =>
        sum + Math.max(0, within(untilPtsMs ?? times.endPtsMs) - within(fromPtsMs)),
      0,
    ),
    losses: stays.filter((stay) => isCutShort(stay, times)).length,
    longestDelayMs: delays.length === 0 ? null : Math.max(...delays),
  };
}
