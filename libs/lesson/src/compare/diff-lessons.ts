import type { LessonScript, LessonStep } from '@lockstep/contracts';

/** What became of one step between two versions of a lesson. */
export type StepChange =
  | { readonly kind: 'added'; readonly id: string; readonly after: LessonStep; readonly index: number }
  | { readonly kind: 'removed'; readonly id: string; readonly before: LessonStep; readonly index: number }
  | {
      readonly kind: 'changed';
      readonly id: string;
      /** Differs from `id` where the id is made from what was changed. */
      readonly idBefore: string;
      readonly before: LessonStep;
      readonly after: LessonStep;
      /** Fields that differ. */
      readonly fields: readonly string[];
      readonly index: number;
    }
  | { readonly kind: 'moved'; readonly id: string; readonly from: number; readonly index: number };

export type LessonDifference = {
  /** Title, language, voice …: those that differ. */
  readonly head: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  /** In the order of the later version; what was removed stands where it was. A step may be moved and changed. */
  readonly steps: readonly StepChange[];
  /** Nothing differs. */
  readonly same: boolean;
};

/** Compares two versions of a lesson step by step. */
export function diffLessons(before: LessonScript, after: LessonScript): LessonDifference {
  const head = headFields(before, after);
  const pairs = pairSteps(before.steps, after.steps);
  const steps = [...changesOf(pairs, before, after), ...movesOf(pairs, after)].sort(
    (a, b) => a.index - b.index,
  );
  return { head, steps, same: head.length === 0 && steps.length === 0 };
}

function headFields(before: LessonScript, after: LessonScript): LessonDifference['head'] {
  const old: Record<string, unknown> = { ...before, steps: null };
  const now: Record<string, unknown> = { ...after, steps: null };
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((field) => ({ field, before: old[field], after: now[field] }))
    .filter((one) => !isEqual(one.before, one.after));
}

/** The same step in both versions, by its places. */
type PairOfSteps = { readonly from: number; readonly to: number };

function pairSteps(before: readonly LessonStep[], after: readonly LessonStep[]): PairOfSteps[] {
  const places = new Map(before.map(({ id }, i) => [id, i]));
  const byId = after.flatMap(({ id }, to) => {
    const from = places.get(id);
    return from === undefined ? [] : [{ from, to }];
  });
  return [...byId, ...pairRewritten(before, after, byId)];
}

/** A step whose id is made from its words has another id when they change: its place and likeness tell. */
function pairRewritten(
  before: readonly LessonStep[],
  after: readonly LessonStep[],
  known: readonly PairOfSteps[],
): PairOfSteps[] {
  const pairs: PairOfSteps[] = [];
  const lost = new Set(before.keys());
  const fresh = new Set(after.keys());
  for (const { from, to } of known) {
    lost.delete(from);
    fresh.delete(to);
  }
  const [oldWords, newWords] = [before.map(wordsOf), after.map(wordsOf)];
  const none: ReadonlySet<string> = new Set();
  const alike = (from: number, to: number): boolean => isAlike(oldWords[from] ?? none, newWords[to] ?? none);
  const followed = new Map(known.map(({ from, to }) => [to, from]));
  for (const to of fresh) {
    const expected = to === 0 ? 0 : (followed.get(to - 1) ?? -2) + 1;
    const same = [...lost].filter((from) => before[from]?.kind === after[to]?.kind);
    const from = same.find((one) => one === expected) ?? same.find((one) => alike(one, to));
    if (from === undefined) continue;
    lost.delete(from);
    followed.set(to, from);
    pairs.push({ from, to });
  }
  return pairs;
}

const wordsOf = (step: LessonStep): ReadonlySet<string> =>
  new Set(
    JSON.stringify(step)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );

/** More than half of the words are the same. */
function isAlike(first: ReadonlySet<string>, second: ReadonlySet<string>): boolean {
  const [fewer, more] = [Math.min(first.size, second.size), Math.max(first.size, second.size)];
  if (fewer * 2 <= more) return false;
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared * 2 > more;
}

function changesOf(pairs: readonly PairOfSteps[], before: LessonScript, after: LessonScript): StepChange[] {
  const fromOf = new Map(pairs.map(({ from, to }) => [to, from]));
  const kept = new Set(pairs.map(({ from }) => from));
  const changes: StepChange[] = [];
  for (const [index, step] of after.steps.entries()) {
    const old = before.steps[fromOf.get(index) ?? -1];
    if (!old) changes.push({ kind: 'added', id: step.id, after: step, index });
    else {
      const fields = fieldsOf(old, step);
      const change = { id: step.id, idBefore: old.id, before: old, after: step, fields, index };
      if (fields.length > 0) changes.push({ kind: 'changed', ...change });
    }
  }
  for (const [index, step] of before.steps.entries()) {
    if (!kept.has(index)) changes.push({ kind: 'removed', id: step.id, before: step, index });
  }
  return changes;
}

function fieldsOf(before: LessonStep, after: LessonStep): string[] {
  const old: Record<string, unknown> = { ...before };
  const now: Record<string, unknown> = { ...after };
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (field) => field !== 'id' && !isEqual(old[field], now[field]),
  );
}

/** The fewest steps whose moving explains the new order: all but a longest run that kept its order. */
function movesOf(pairs: readonly PairOfSteps[], after: LessonScript): StepChangeMoved[] {
  const inOrder = [...pairs].sort((a, b) => a.to - b.to);
  const kept = longestRise(inOrder.map(({ from }) => from));
  return inOrder
    .filter((_, i) => !kept.has(i))
    .map(({ from, to }) => ({ kind: 'moved', id: after.steps[to]?.id ?? '', from, index: to }));
}
type StepChangeMoved = Extract<StepChange, { kind: 'moved' }>;

/** Indexes of a longest strictly rising subsequence. */
function longestRise(numbers: readonly number[]): Set<number> {
  const lengths: number[] = [];
  const previous: number[] = [];
  for (const [i, number] of numbers.entries()) {
    let best = -1;
    for (let j = 0; j < i; j++) {
      if ((numbers[j] ?? 0) < number && (best < 0 || (lengths[j] ?? 0) > (lengths[best] ?? 0))) best = j;
    }
    lengths.push(1 + (best < 0 ? 0 : (lengths[best] ?? 0)));
    previous.push(best);
  }
  const kept = new Set<number>();
  for (let i = lengths.indexOf(Math.max(0, ...lengths)); i >= 0; i = previous[i] ?? -1) kept.add(i);
  return kept;
}

/** Of plain values; the order of keys does not matter. */
function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
