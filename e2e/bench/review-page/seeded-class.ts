import type { Answer, AnyLessonEvent, Attendance, LedgerEntry, RosterEntry } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';

export type SeededEvent = {
  readonly seq: number;
  readonly ptsMs: number;
  readonly frame: number;
  readonly event: AnyLessonEvent;
};

/** What a class of an hour leaves on record. */
export type SeededClass = {
  readonly events: readonly SeededEvent[];
  readonly ledger: readonly LedgerEntry[];
  readonly roster: readonly RosterEntry[];
  readonly answers: readonly Answer[];
  readonly attendance: readonly Attendance[];
};

const at = (ms: number): string => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();

/** Captions, and of every fifty events two slides, a question and its end. */
function eventOf(i: number): AnyLessonEvent {
  const [part, round] = [i % 50, Math.floor(i / 50)];
  const id = `q${String(round)}`;
  if (part === 10 || part === 30)
    return { type: 'slide.shown', deckId: 'deck', index: (2 * round + (part === 30 ? 1 : 0)) % 40 };
  if (part === 40)
    return {
      ...({ type: 'question.opened', questionId: id, kind: 'open' } as const),
      ...{ prompt: `Question ${id}?`, choices: [], windowMs: 10_000 },
    };
  if (part === 45) return { type: 'question.closed', questionId: id };
  return {
    type: 'caption',
    text: `This is sentence ${String(i)} of the lesson.`,
    lang: 'en',
    durationMs: 900,
  };
}

/** @param count of events, spread over `minutes` */
export function seedClass(students: number, count: number, minutes: number): SeededClass {
  const spacingMs = (minutes * 60_000) / (count + 1);
  const events = Array.from({ length: count }, (_, i): SeededEvent => {
    const frame = Math.round(((i + 1) * spacingMs) / 40);
    return { seq: i + 1, ptsMs: frame * 40, frame, event: eventOf(i) };
  });
  const names = Array.from({ length: students }, (_, i) => ({
    id: `st${String(i)}`,
    name: `Student ${String(i + 1)}`,
  }));
  const openings = events.filter(({ event }) => event.type === 'question.opened');
  return {
    events,
    ledger: events.map(({ seq, ptsMs, frame, event }) => ({
      ...{ seq, event, frame, origin: 'cue', repeated: false, createdAt: at(ptsMs) },
      ...{
        type: event.type,
        plannedPtsMs: ptsMs,
        airedPtsMs: ptsMs,
        wallClockMs: Date.UTC(2026, 0, 1) + ptsMs,
      },
    })),
    roster: names.map((one) => ({
      ...{ ...one, online: false, visible: false, latencyMs: null, joinedAt: at(0) },
      answers: openings.length,
    })),
    answers: openings.flatMap(({ seq, ptsMs, event }, q) =>
      names.map((student, s): Answer => ({
        ...{ ...examples.Answer, id: `a${String(q)}-${String(s)}`, student, openedSeq: seq, choices: [] },
        questionId: 'questionId' in event && event.questionId !== undefined ? event.questionId : '',
        text: `answer ${String(s % 7)} of many words`,
        verdict: (q + s) % 4 === 0 ? 'not-reviewed' : 'right',
        ...{ shownPtsMs: ptsMs, answeredPtsMs: ptsMs + 1000 + 50 * s, receivedAt: at(ptsMs + s) },
      })),
    ),
    attendance: names.map((student) => ({
      student,
      stays: [
        {
          ...{ from: at(0), until: at(minutes * 60_000), fromPtsMs: 0, untilPtsMs: minutes * 60_000 },
          longestDelayMs: 400,
        },
      ],
    })),
  };
}
