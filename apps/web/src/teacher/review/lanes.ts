import type { ReplayContents, ReplayEvent } from '@lockstep/player/replay';

const eventLanes = ['slides', 'words', 'questions', 'feedback', 'controls'] as const;
type EventLane = (typeof eventLanes)[number];

/** From top to bottom. */
export const laneNames = [...eventLanes, 'presence'] as const;
export type LaneName = (typeof laneNames)[number];

/** Something that happened, from one time to another, in milliseconds after the first frame. */
export type Mark = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly text: string;
  /** Of an opening of a question: the event that opened it. */
  readonly openedSeq?: number;
};

export type Lanes = Readonly<Record<LaneName, readonly Mark[]>>;
type EventLanes = Readonly<Record<EventLane, readonly Mark[]>>;

type Times = Pick<ReplayContents, 'startPtsMs' | 'endPtsMs'>;
type Words = {
  readonly slide: (index: number) => string;
  readonly control: (
    event: Extract<ReplayEvent['event'], { type: 'teacher.mode' | 'teacher.control' }>,
  ) => string;
  readonly privately: string;
};

/** Where an event is shown, and for how long. */
type Placed = { readonly lane: EventLane; readonly text: string; readonly lastsMs: number | 'until-next' };

/** Events of a recording, sorted into lanes. */
export function lanesOf(events: readonly ReplayEvent[], times: Times, words: Words): EventLanes {
  const lanes: Record<EventLane, Mark[]> = {
    slides: [],
    words: [],
    questions: [],
    feedback: [],
    controls: [],
  };
  const lengthMs = times.endPtsMs - times.startPtsMs;
  const openSince = new Map<EventLane, Mark>();
  const close = (lane: EventLane, atMs: number): void => {
    const open = openSince.get(lane);
    openSince.delete(lane);
    if (open) lanes[lane].push({ ...open, toMs: Math.min(open.toMs, atMs) });
  };
  for (const { event, seq, ptsMs } of events) {
    const fromMs = Math.max(0, ptsMs - times.startPtsMs);
    if (event.type === 'question.closed') close('questions', fromMs);
    const placed = placeOf(event, words);
    if (!placed) continue;
    const { lane, text, lastsMs } = placed;
    close(lane, fromMs);
    if (text === '') continue;
    const toMs = lastsMs === 'until-next' ? lengthMs : Math.min(lengthMs, fromMs + lastsMs);
    const isOpening = event.type === 'question.opened';
    openSince.set(lane, { fromMs, toMs, text, ...(isOpening && { openedSeq: seq }) });
  }
  for (const lane of eventLanes) close(lane, lengthMs);
  return lanes;
}

function placeOf(event: ReplayEvent['event'], words: Words): Placed | undefined {
  switch (event.type) {
    case 'lesson.started':
      // the first slide of its deck is shown with it
      return event.deck && { lane: 'slides', text: words.slide(0), lastsMs: 'until-next' };
    case 'slide.shown':
      return { lane: 'slides', text: words.slide(event.index), lastsMs: 'until-next' };
    case 'caption':
      return { lane: 'words', text: event.text, lastsMs: event.durationMs ?? 'until-next' };
    case 'question.opened':
      return { lane: 'questions', text: event.prompt, lastsMs: 'until-next' };
    case 'feedback.class':
      return { lane: 'feedback', text: event.text, lastsMs: event.durationMs ?? 0 };
    case 'feedback.private':
      return { lane: 'feedback', text: words.privately, lastsMs: 0 };
    case 'teacher.mode':
    case 'teacher.control':
      return { lane: 'controls', text: words.control(event), lastsMs: 0 };
    default:
      return undefined;
  }
}

/** Something that happened as often at a stream time. */
export type Counted = { readonly ptsMs: number; readonly count: number };

/** How often it happened in each of `bins` equal parts of the recording. */
export function densityOf(
  counted: readonly Counted[],
  { startPtsMs, endPtsMs }: Times,
  bins: number,
): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  const lengthMs = Math.max(1, endPtsMs - startPtsMs);
  for (const { ptsMs, count } of counted) {
    const bin = Math.floor(((ptsMs - startPtsMs) / lengthMs) * bins);
    if (bin >= 0 && bin < bins) counts[bin] = (counts[bin] ?? 0) + count;
  }
  return counts;
}
