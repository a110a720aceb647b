import {
  type AnswerVerdict,
  type QuestionFigures,
  REWIND_BUCKET_MS,
  type Rewinds,
  type SessionFigures,
} from '@lockstep/contracts';

/** One try, as far as it is counted. */
export type CountedAnswer = {
  readonly studentId: string;
  readonly openedSeq: number;
  readonly attempt: number;
  /** As it was judged first. */
  readonly verdict: AnswerVerdict;
  /** The verdict that counts. */
  readonly standing: AnswerVerdict;
  readonly byBrain: boolean;
  /** From the frame that showed the question, ms. */
  readonly tookMs: number;
};

/** A student's time there; stream times, ms. */
export type CountedStay = {
  readonly studentId: string;
  readonly fromPtsMs: number;
  /** null: until the end. */
  readonly untilPtsMs: number | null;
  readonly longestDelayMs: number | null;
};

/** What was on screen, and what took the lesson back; in the order of the stream. */
export type CountedEvent = { readonly seq: number; readonly ptsMs: number } & (
  | { readonly type: 'question'; readonly id: string; readonly prompt: string; readonly poll: boolean }
  | { readonly type: 'slide'; readonly index: number }
  /** `questionId` undefined: whatever is open. */
  | { readonly type: 'closed'; readonly questionId: string | undefined }
  | { readonly type: 'rewind' }
);

/** Everything that a session is counted from. */
export type SessionRecord = {
  /** Who joined. */
  readonly studentIds: readonly string[];
  readonly endPtsMs: number;
  readonly stays: readonly CountedStay[];
  readonly answers: readonly CountedAnswer[];
  readonly events: readonly CountedEvent[];
  /** How often those who watched the recording went back, and where to; in the order of the stream. */
  readonly rewatched: readonly Rewinds[];
  /** How much later than planned each planned event was in the stream, ms. */
  readonly cueDelaysMs: readonly number[];
};

/** What a session comes to. */
export function countSession(record: SessionRecord): SessionFigures {
  const { studentIds, stays, answers, events, endPtsMs, cueDelaysMs } = record;
  const staysOf = Map.groupBy(stays, ({ studentId }) => studentId);
  const judged = answers.filter(({ byBrain }) => byBrain);
  const polls = new Set(
    events.flatMap((event) => (event.type === 'question' && event.poll ? [event.seq] : [])),
  );
  const delays = [...staysOf.values()].flatMap((own) => {
    const told = own.flatMap(({ longestDelayMs }) => longestDelayMs ?? []);
    return told.length > 0 ? [Math.max(...told)] : [];
  });
  return {
    joined: studentIds.length,
    attended: staysOf.size,
    presence: presenceIn([...staysOf.values()], endPtsMs),
    losses: stays.length - staysOf.size,
    delayMs: median(delays),
    cues: cueDelaysMs.length,
    latestCueMs: cueDelaysMs.length > 0 ? Math.max(...cueDelaysMs) : null,
    byBrain: judged.length,
    corrected: judged.filter(({ verdict, standing }) => standing !== verdict).length,
    notReviewed: answers.filter(
      ({ standing, openedSeq }) => standing === 'not-reviewed' && !polls.has(openedSeq),
    ).length,
    questions: questionsOf(record),
    slides: slidesOf(record),
  };
}

/** Mean share of the session for which each student who attended was there. */
function presenceIn(students: readonly (readonly CountedStay[])[], endPtsMs: number): number | null {
  if (students.length === 0 || endPtsMs <= 0) return null;
  const there = students.map((stays) =>
    stays.reduce((sum, { fromPtsMs, untilPtsMs }) => sum + (untilPtsMs ?? endPtsMs) - fromPtsMs, 0),
  );
  const share = there.reduce((sum, ms) => sum + ms, 0) / students.length / endPtsMs;
  return Math.min(1, Math.max(0, share));
}

function questionsOf(record: SessionRecord): QuestionFigures[] {
  const { events, answers, stays, studentIds } = record;
  const rewatched = rewatchedAt(record);
  const given = Map.groupBy(answers, ({ openedSeq }) => openedSeq);
  return events.flatMap((event, i) => {
    if (event.type !== 'question') return [];
    const { id, prompt, poll, seq, ptsMs } = event;
    const tries = given.get(seq) ?? [];
    const last = lastTries(tries);
    const closedPtsMs = closingOf(events, i, id);
    const there = stays.filter(
      (stay) => stay.fromPtsMs < closedPtsMs && (stay.untilPtsMs ?? Infinity) > ptsMs,
    );
    const present = stays.length > 0 ? there.map(({ studentId }) => studentId) : studentIds;
    const verdicts = poll ? [] : last.map(({ standing }) => standing);
    return {
      ...{ id, prompt, poll, openedSeq: seq, openedPtsMs: ptsMs },
      there: new Set([...present, ...last.map(({ studentId }) => studentId)]).size,
      answered: last.length,
      judged: verdicts.filter((verdict) => verdict !== 'not-reviewed').length,
      right: verdicts.filter((verdict) => verdict === 'right').length,
      wrong: verdicts.filter((verdict) => verdict === 'wrong').length,
      medianMs: median(tries.filter(({ attempt }) => attempt === 1).map(({ tookMs }) => tookMs)),
      rewinds: rewindsAfter(events, i),
      rewatched: rewatched.get(i) ?? 0,
    };
  });
}

/** The last try of each student. */
function lastTries(tries: readonly CountedAnswer[]): CountedAnswer[] {
  const last = new Map<string, CountedAnswer>();
  for (const one of tries) {
    if (one.attempt >= (last.get(one.studentId)?.attempt ?? 0)) last.set(one.studentId, one);
  }
  return [...last.values()];
}

/** Stream time at which the question was over; infinite where the stream ended first. */
function closingOf(events: readonly CountedEvent[], at: number, id: string): number {
  const isOver = (event: CountedEvent): boolean =>
    event.type === 'question' ||
    (event.type === 'closed' && (event.questionId === undefined || event.questionId === id));
  return events.slice(at + 1).find(isOver)?.ptsMs ?? Infinity;
}

/** Rewinds before a slide or question that follows. */
function rewindsAfter(events: readonly CountedEvent[], at: number): number {
  const rest = events.slice(at + 1);
  const next = rest.findIndex(({ type }) => type === 'slide' || type === 'question');
  return rest.slice(0, next < 0 ? undefined : next).filter(({ type }) => type === 'rewind').length;
}

/** By the index of the event that was the last thing shown: how often those who watch went back to it. */
function rewatchedAt({ events, rewatched }: SessionRecord): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { fromPtsMs, count } of rewatched) {
    const shown = events.findLastIndex(
      ({ type, ptsMs }) => (type === 'slide' || type === 'question') && ptsMs < fromPtsMs + REWIND_BUCKET_MS,
    );
    if (shown >= 0) counts.set(shown, (counts.get(shown) ?? 0) + count);
  }
  return counts;
}

function slidesOf(record: SessionRecord): SessionFigures['slides'] {
  const { events } = record;
  const rewatchedOf = rewatchedAt(record);
  const slides = new Map<number, SessionFigures['slides'][number]>();
  events.forEach((event, i) => {
    if (event.type !== 'slide') return;
    const rewinds = rewindsAfter(events, i);
    const rewatched = rewatchedOf.get(i) ?? 0;
    if (rewinds === 0 && rewatched === 0) return;
    const { shownPtsMs, ...earlier } = slides.get(event.index) ?? {
      ...{ shownPtsMs: event.ptsMs, rewinds: 0, rewatched: 0 },
    };
    slides.set(event.index, {
      ...{ index: event.index, shownPtsMs, rewinds: earlier.rewinds + rewinds },
      rewatched: earlier.rewatched + rewatched,
    });
  });
  return [...slides.values()].sort((a, b) => a.index - b.index);
}

/** Of an even number the mean of the two in the middle; null of none. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
