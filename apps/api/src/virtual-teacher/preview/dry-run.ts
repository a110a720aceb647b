import { type DryRun, encodeEvent, type TimelineEntry } from '@lockstep/contracts';
import { type Place, type Problem, readingMs } from '@lockstep/lesson';
import { CELL_MS, DEFAULT_EVENT_LIMITS } from '@lockstep/media';
import type { TextFacts, TextReading } from '../../lessons/reading/text-reading.js';
import type { LessonSource } from '../../lessons/scripts/lesson-source.js';
import type { TeachableVersion } from '../../lessons/scripts/lesson-versions.service.js';
import { describeScriptProblem } from '../../lessons/scripts/script-reader.js';
import type { PreviewPlan } from './preview-plan.js';

type Finding = DryRun['findings'][number];
export type Planned = { readonly version: TeachableVersion; readonly plan: PreviewPlan };

const SECOND_MS = 1000;
/** Of the time that reading takes; the teacher reads along, so not every word must be read. */
const SHARE_READ = 0.6;
const SHORTEST_READING_MS = 2000;

const kinds: Readonly<Record<string, Finding['kind']>> = {
  'event-budget': 'budget',
  'mark-collision': 'collision',
  'no-such-slide': 'mark',
  'no-such-build-step': 'mark',
  'nothing-to-highlight': 'mark',
  'late-cue': 'mark',
  'bad-mark': 'mark',
  'short-window': 'answer-window',
  'slide-too-short': 'reading-time',
};
/** Estimated by the check of the text; a compiled lesson tells it exactly. */
const measured = new Set(['event-budget', 'slide-too-short']);

/** What the text of a lesson is checked against; slides are known once it is compiled. */
export const factsOf = ({ files }: LessonSource, planned: Planned | undefined): TextFacts => ({
  files: files.map(({ path, sizeBytes }) => ({ path, sizeBytes })),
  ...(planned?.version.deck && { slides: planned.version.slides }),
});

/** What would happen if the lesson were shown now. @param planned undefined while it is not compiled */
export function dryRunOf(source: LessonSource, reading: TextReading, planned: Planned | undefined): DryRun {
  const { lessonId, version } = source;
  const { problems, steps: places, estimatedMs } = reading;
  const known = problems.filter(({ code }) => planned === undefined || !measured.has(code));
  const findings = known.map((problem) => findingOf(problem, planned));
  const events = planned ? eventsOf(planned.plan) : { perSecond: [], bytesPerSecond: [] };
  const { eventsPerSecond, bytesPerSecond } = DEFAULT_EVENT_LIMITS;
  return {
    lessonId,
    version,
    isCompiled: planned !== undefined,
    durationMs: planned?.plan.durationMs ?? estimatedMs,
    timeline: planned ? entriesOf(planned, places) : [],
    events: { ...events, budget: { events: eventsPerSecond, bytes: bytesPerSecond } },
    findings: planned
      ? [...findings, ...overfullSeconds(planned, events, places), ...unreadSlides(planned, places)]
      : findings,
  };
}

function findingOf(problem: Problem, planned: Planned | undefined): Finding {
  const piece = planned?.plan.timeline.pieces.find(({ stepId }) => stepId === problem.stepId);
  const kind = kinds[problem.code] ?? 'other';
  return { ...describeScriptProblem(problem), kind, atMs: piece?.startMs ?? null };
}

function entriesOf({ plan, version }: Planned, places: readonly Place[]): TimelineEntry[] {
  const { pieces, marks } = plan.timeline;
  const lineOf = (stepIndex: number) => places[stepIndex]?.line ?? 1;
  const stepOf = new Map(version.script.steps.map(({ id }, i) => [id, i]));
  const entries = pieces.map(({ startMs, cells, stepId, stepIndex, kind, clip }): TimelineEntry => {
    const step = version.script.steps[stepIndex];
    const prompt = step?.kind === 'wait' ? (step.prompt ?? '') : '';
    const text = clip?.text ?? prompt;
    return { atMs: startMs, durationMs: cells * CELL_MS, stepId, kind, text, line: lineOf(stepIndex) };
  });
  const marked = marks.map(({ atMs, mark, stepId }): TimelineEntry => {
    const line = lineOf(stepOf.get(stepId) ?? 0);
    return { atMs, durationMs: 0, stepId, kind: 'mark', text: mark, line };
  });
  return [...entries, ...marked].sort((a, b) => a.atMs - b.atMs);
}

/** Of the step that a piece belongs to. */
function placeOf(
  { stepId, stepIndex }: { readonly stepId: string; readonly stepIndex: number },
  places: readonly Place[],
): Pick<Problem, 'stepId' | 'place'> {
  const place = places[stepIndex];
  return { stepId, ...(place && { place }) };
}

type Events = { readonly perSecond: number[]; readonly bytesPerSecond: number[] };

function eventsOf({ pieces, durationMs }: PreviewPlan): Events {
  const seconds = Math.ceil(durationMs / SECOND_MS);
  const perSecond = Array.from({ length: seconds }, () => 0);
  const bytesPerSecond = Array.from({ length: seconds }, () => 0);
  for (const { atMs, event } of pieces.flatMap(({ events }) => events)) {
    const second = Math.min(seconds - 1, Math.floor(atMs / SECOND_MS));
    perSecond[second] = (perSecond[second] ?? 0) + 1;
    bytesPerSecond[second] = (bytesPerSecond[second] ?? 0) + encodeEvent(event).length;
  }
  return { perSecond, bytesPerSecond };
}

function overfullSeconds({ plan }: Planned, events: Events, places: readonly Place[]): Finding[] {
  const { eventsPerSecond, bytesPerSecond } = DEFAULT_EVENT_LIMITS;
  return events.perSecond.flatMap((count, second) => {
    const bytes = events.bytesPerSecond[second] ?? 0;
    if (count <= eventsPerSecond && bytes <= bytesPerSecond) return [];
    const atMs = second * SECOND_MS;
    const piece = plan.timeline.pieces.findLast(({ startMs }) => startMs <= atMs);
    const problem: Problem = {
      severity: 'warning',
      code: 'event-budget',
      message: `${String(count)} events of together ${String(bytes)} bytes happen in this second; a stream carries ${String(eventsPerSecond)} and ${String(bytesPerSecond)} bytes.`,
      remedy: 'Spread the marks over more words; what does not fit comes later.',
      params: { events: count },
      ...(piece && placeOf(piece, places)),
    };
    return [{ ...describeScriptProblem(problem), kind: 'budget', atMs }];
  });
}

/** Slides that are gone before anybody can have read them. */
function unreadSlides({ plan, version }: Planned, places: readonly Place[]): Finding[] {
  const textOf = new Map(
    version.slides.flatMap(({ steps }, slide) =>
      steps.map(({ index, words }) => [index, { slide, words }] as const),
    ),
  );
  const turns = plan.pieces.flatMap(({ events }, pieceIndex) =>
    events.flatMap(({ atMs, event }) =>
      event.type === 'slide.shown' ? [{ atMs, pieceIndex, slide: textOf.get(event.index) }] : [],
    ),
  );
  return turns.flatMap(({ atMs, pieceIndex, slide }, i): Finding[] => {
    const next = turns.slice(i + 1).find((turn) => turn.slide?.slide !== slide?.slide);
    const isSame = turns[i - 1]?.slide?.slide === slide?.slide;
    if (slide === undefined || isSame) return [];
    const words = slide.words.filter(({ isPart }) => isPart !== true).map(({ text }) => text);
    const neededMs = readingMs(words.join(' '));
    const shownMs = (next?.atMs ?? plan.durationMs) - atMs;
    if (neededMs < SHORTEST_READING_MS || shownMs >= neededMs * SHARE_READ) return [];
    const piece = plan.timeline.pieces[pieceIndex];
    const problem: Problem = {
      severity: 'advice',
      code: 'slide-too-short',
      message: `Slide ${String(slide.slide + 1)} is shown for ${seconds(shownMs)}; to read it takes about ${seconds(neededMs)}.`,
      remedy: 'Say more while it is shown, turn the next one later, or put less on it.',
      params: {
        slide: slide.slide + 1,
        seconds: Math.round(shownMs / SECOND_MS),
        neededSeconds: Math.round(neededMs / SECOND_MS),
      },
      ...(piece && placeOf(piece, places)),
    };
    return [{ ...describeScriptProblem(problem), kind: 'reading-time', atMs }];
  });
}

const seconds = (ms: number): string => `${(ms / SECOND_MS).toFixed(1)} s`;
