import type { AnalysedSession, QuestionFigures } from '@lockstep/contracts';

type Analysed = AnalysedSession;
/** A part of a whole; null: there is no whole. */
export type Share = number | null;

export type SessionLine = {
  readonly session: Analysed['session'];
  readonly joined: number;
  readonly attended: number;
  readonly presence: Share;
  /** Answers that were given, of those that could have been. */
  readonly took: Share;
  /** Right ones, of those that count as right or not. */
  readonly right: Share;
};

export type QuestionLine = {
  /** The same in all sessions of its lesson, and in no other lesson. */
  readonly key: string;
  readonly lesson: string;
  /** As it was asked last. */
  readonly prompt: string;
  readonly asked: number;
  readonly took: Share;
  readonly right: Share;
  /** Median over its openings, ms. */
  readonly medianMs: number | null;
  /** The share that was right in each session that asked it, the oldest first. */
  readonly overTime: readonly { readonly session: Analysed['session']; readonly right: number }[];
};

/** A question or slide that students found hard, with the session in which it shows most. */
export type HardMoment = {
  readonly key: string;
  /** null: a slide. */
  readonly prompt: string | null;
  /** Of a slide. */
  readonly index: number | null;
  readonly wrong: number;
  readonly judged: number;
  /** In class. */
  readonly rewinds: number;
  /** In the recording. */
  readonly rewatched: number;
  readonly lesson: string;
  readonly sessionId: string;
  readonly ptsMs: number;
};

/** Whether sessions are of more than one lesson, so that it must be said of which. */
export const areOfLessons = (sessions: readonly Analysed[]): boolean =>
  new Set(sessions.map(({ session }) => session.lesson.id)).size > 1;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const share = (part: number, whole: number): Share => (whole > 0 ? part / whole : null);
const median = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;

/** `Map.groupBy`, which older browsers lack. */
function grouped<Key, One>(all: readonly One[], keyOf: (one: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const tookPart = (openings: readonly QuestionFigures[]): Share =>
  share(sum(openings.map(({ answered }) => answered)), sum(openings.map(({ there }) => there)));
const wereRight = (openings: readonly QuestionFigures[]): Share =>
  share(sum(openings.map(({ right }) => right)), sum(openings.map(({ judged }) => judged)));

/** One line for each session. */
export const sessionLines = (sessions: readonly Analysed[]): SessionLine[] =>
  sessions.map(({ session, figures: { joined, attended, presence, questions } }) => ({
    ...{ session, joined, attended, presence },
    ...{ took: tookPart(questions), right: wereRight(questions) },
  }));

const keyOf = ({ lesson }: Analysed['session'], what: string | number): string => `${lesson.id} ${what}`;

/** One line for each question, in the order in which they were first asked. */
export function questionLines(sessions: readonly Analysed[]): QuestionLine[] {
  const openings = sessions.flatMap(({ session, figures }) =>
    figures.questions.map((opening) => ({ session, opening })),
  );
  return [...grouped(openings, ({ session, opening }) => keyOf(session, opening.id))].map(([key, own]) => {
    const all = own.map(({ opening }) => opening);
    const bySession = grouped(own, ({ session }) => session);
    return {
      key,
      lesson: own.at(-1)?.session.lesson.title ?? '',
      prompt: all.at(-1)?.prompt ?? '',
      asked: all.length,
      ...{ took: tookPart(all), right: wereRight(all) },
      medianMs: median(all.flatMap(({ medianMs }) => medianMs ?? [])),
      overTime: [...bySession].flatMap(([session, given]) => {
        const right = wereRight(given.map(({ opening }) => opening));
        return right === null ? [] : [{ session, right }];
      }),
    };
  });
}

/** The hardest first: by wrong answers and rewinds together, in class and in the recording. What nobody had trouble with is left out. */
export function hardMoments(sessions: readonly Analysed[], most: number): HardMoment[] {
  const found = sessions.flatMap(({ session, figures }) => [
    ...figures.questions.map(({ id, prompt, wrong, judged, rewinds, rewatched, openedPtsMs }) => ({
      ...{ key: `question ${keyOf(session, id)}`, prompt, index: null, wrong, judged, rewinds, rewatched },
      ...{ lesson: session.lesson.title, sessionId: session.id, ptsMs: openedPtsMs },
    })),
    ...figures.slides.map(({ index, rewinds, rewatched, shownPtsMs }) => ({
      ...{
        key: `slide ${keyOf(session, index)}`,
        prompt: null,
        index,
        wrong: 0,
        judged: 0,
        rewinds,
        rewatched,
      },
      ...{ lesson: session.lesson.title, sessionId: session.id, ptsMs: shownPtsMs },
    })),
  ]);
  const trouble = ({ wrong, rewinds, rewatched }: HardMoment): number => wrong + rewinds + rewatched;
  return [...grouped(found, ({ key }) => key).values()]
    .flatMap((own): HardMoment[] => {
      const worst = own.toSorted((a, b) => trouble(b) - trouble(a))[0];
      if (!worst) return [];
      const total = (of: (one: HardMoment) => number) => sum(own.map(of));
      const counts = { wrong: total((one) => one.wrong), judged: total((one) => one.judged) };
      const again = { rewinds: total((one) => one.rewinds), rewatched: total((one) => one.rewatched) };
      return [{ ...worst, ...counts, ...again }];
    })
    .filter((moment) => trouble(moment) > 0)
    .sort((a, b) => trouble(b) - trouble(a))
    .slice(0, most);
}

/** How brains judged, and how the stream ran. */
export function qualityOf(sessions: readonly Analysed[]) {
  const figures = sessions.map((one) => one.figures);
  const latest = figures.flatMap(({ latestCueMs }) => latestCueMs ?? []);
  return {
    byBrain: sum(figures.map(({ byBrain }) => byBrain)),
    corrected: sum(figures.map(({ corrected }) => corrected)),
    notReviewed: sum(figures.map(({ notReviewed }) => notReviewed)),
    losses: sum(figures.map(({ losses }) => losses)),
    delayMs: median(figures.flatMap(({ delayMs }) => delayMs ?? [])),
    cues: sum(figures.map(({ cues }) => cues)),
    latestCueMs: latest.length > 0 ? Math.max(...latest) : null,
  };
}
