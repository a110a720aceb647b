import { type AnyLessonEvent, parseEvent, type RecordedEvent } from '@lockstep/contracts';
import type { RecordingFacts, RecordingItem, TimedText } from '@lockstep/media';

/** A chapter that is shorter is part of the next one, ms. */
const SHORTEST_CHAPTER_MS = 1000;

type TimedEvent = { readonly ptsMs: number; readonly event: AnyLessonEvent };

/** The events of a recording as JSON. A body that is not JSON is left out: no player could show it. */
export function indexOf({ events }: Pick<RecordingFacts, 'events'>): RecordedEvent[] {
  return events.flatMap(({ message: { seq, body }, ptsMs, frame }) => {
    const event = jsonOf(body);
    return event === undefined ? [] : [{ seq, ptsMs, frame, event }];
  });
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined; // of a trusted relay: it is no event
  }
}

/** The index as events of this version. */
export const eventsOf = (index: readonly RecordedEvent[]): TimedEvent[] =>
  index.flatMap(({ ptsMs, event }) => {
    try {
      return [{ ptsMs, event: parseEvent(event) }];
    } catch {
      return []; // it stays in the index as it is
    }
  });

/** The captions, each until it is taken away. */
export function captionsOf(events: readonly TimedEvent[], endMs: number): TimedText[] {
  const captions: TimedText[] = [];
  let open: { readonly startMs: number; readonly text: string; readonly untilMs: number } | undefined;
  const close = (ptsMs: number): void => {
    if (open && open.text !== '')
      captions.push({ startMs: open.startMs, endMs: Math.min(open.untilMs, ptsMs), text: open.text });
    open = undefined;
  };
  for (const { ptsMs, event } of events) {
    if (event.type === 'caption') {
      close(ptsMs);
      const untilMs = event.durationMs === undefined ? Infinity : ptsMs + event.durationMs;
      open = { startMs: ptsMs, text: event.text, untilMs };
    } else if (event.type === 'lesson.started' || event.type === 'lesson.ended') close(ptsMs);
  }
  close(endMs);
  return captions;
}

/** A chapter for each slide and each question. */
export function chaptersOf(
  events: readonly TimedEvent[],
  { startMs, endMs, title, slideTitle }: ChapterNames & { readonly startMs: number; readonly endMs: number },
): TimedText[] {
  const begun = [
    { startMs, text: title },
    ...events.flatMap(({ ptsMs, event }) => {
      if (event.type === 'question.opened') return [{ startMs: ptsMs, text: event.prompt }];
      if (event.type !== 'slide.shown' || (event.step ?? 0) > 0) return [];
      return [{ startMs: ptsMs, text: slideTitle(event.deckId, event.index) }];
    }),
  ];
  const all = begun.map((chapter, i) => ({ ...chapter, endMs: begun[i + 1]?.startMs ?? endMs }));
  const long = all.filter(
    (chapter, i) => i === all.length - 1 || chapter.endMs - chapter.startMs >= SHORTEST_CHAPTER_MS,
  );
  // what was too short goes to the one behind it, so that the chapters have no gaps
  return long.map((chapter, i) => ({
    ...chapter,
    startMs: i === 0 ? startMs : (long[i - 1]?.endMs ?? startMs),
  }));
}

type ChapterNames = {
  readonly title: string;
  readonly slideTitle: (deckId: string, index: number) => string;
};

/** Ids of the decks that the events show. */
export function deckIdsOf(events: readonly TimedEvent[]): string[] {
  const ids = events.flatMap(({ event }) => {
    if (event.type === 'slide.shown') return [event.deckId];
    return event.type === 'lesson.started' && event.deck ? [event.deck.id] : [];
  });
  return [...new Set(ids)];
}

/** A file of text that goes inside. */
export function textItem(name: string, contentType: string, text: string): RecordingItem {
  const bytes = Buffer.from(text);
  return { name, contentType, length: bytes.length, read: () => bytes };
}

export const jsonLines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');
