import type { Attendance, XapiStatement } from '@lockstep/contracts';
import { nameUuid } from './name-uuid.js';
import { secondsAt, type StatedPerson, type StatedSession, statementOf, videoOf } from './statement.js';
import { activityTypes, VIDEO_PROFILE, type VerbName, videoExtensions } from './vocabulary.js';

/** A student who was connected for this share of it has watched it. */
const COMPLETION_THRESHOLD = 0.9;

/** A student stopped the lesson that they took alone, or went on. */
export type StatedControl = {
  readonly action: 'pause' | 'resume';
  readonly ptsMs: number;
  readonly at: string;
};

type Stay = Attendance['stays'][number];
/** Seconds of the recording. */
type Segment = readonly [number, number];
type Told = {
  readonly verb: VerbName;
  readonly at: string;
  readonly seconds: number;
  readonly result?: Readonly<Record<string, unknown>>;
};

/**
 * When a student was connected, as the video profile (xAPI, 1.0.3) tells of a player: each stay is a session of it.
 *
 * @param controls of the student, where they took the lesson alone; empty: the class was live
 */
export function* watchedStatements(
  session: StatedSession,
  by: StatedPerson,
  stays: readonly Stay[],
  controls: readonly StatedControl[],
): Generator<XapiStatement> {
  const watched: Segment[] = [];
  const length = session.lengthMs / 1000;
  for (const [i, stay] of stays.entries()) {
    const playerId = nameUuid(session.id, by.id, 'stay', stay.from);
    for (const told of toldOf(session, stay, controls, watched))
      yield stateWatched(session, by, told, playerId);
    if (stay.until === null) continue;
    const progress = progressOf(watched, length);
    const ended = { ...endOf(stay.until, watched, progress), verb: 'terminated' } as const;
    yield stateWatched(session, by, ended, playerId);
    if (i === stays.length - 1 && progress >= COMPLETION_THRESHOLD)
      yield stateWatched(session, by, { ...ended, verb: 'completed' }, playerId);
  }
}

function stateWatched(
  session: StatedSession,
  by: StatedPerson,
  { verb, at, seconds, result }: Told,
  playerId: string,
): XapiStatement {
  return statementOf(session, {
    ...{ verb, by, timestamp: at, key: [playerId, seconds] },
    object: videoOf(session),
    ...(verb !== 'initialized' && {
      result: {
        ...(verb === 'completed' && { completion: true }),
        extensions: { [videoExtensions.time]: seconds, ...result },
      },
    }),
    extensions: {
      [videoExtensions.sessionId]: playerId,
      [videoExtensions.length]: session.lengthMs / 1000,
      [videoExtensions.threshold]: COMPLETION_THRESHOLD,
    },
    context: { category: [profile] },
  });
}

const profile: XapiStatement['object'] = {
  objectType: 'Activity',
  id: VIDEO_PROFILE,
  definition: { type: activityTypes.profile, name: { en: 'xAPI Video Profile' } },
};

/** What happened in one stay. What was watched is added to `watched`. */
function* toldOf(
  session: StatedSession,
  { from, fromPtsMs, untilPtsMs }: Stay,
  controls: readonly StatedControl[],
  watched: Segment[],
): Generator<Told> {
  let playing: number | undefined = secondsAt(session, fromPtsMs);
  yield { verb: 'initialized', at: from, seconds: playing };
  yield { verb: 'played', at: from, seconds: playing };
  const endPtsMs = untilPtsMs ?? fromPtsMs;
  for (const { action, ptsMs, at } of controls.filter(
    (control) => control.ptsMs > fromPtsMs && control.ptsMs < endPtsMs,
  )) {
    const seconds = secondsAt(session, ptsMs);
    if (action === 'pause' && playing !== undefined) {
      watched.push([playing, seconds]);
      playing = undefined;
      yield {
        ...{ verb: 'paused', at, seconds },
        result: { [videoExtensions.segments]: segmentsOf(watched) },
      };
    } else if (action === 'resume' && playing === undefined) {
      playing = seconds;
      yield { verb: 'played', at, seconds };
    }
  }
  if (playing !== undefined) watched.push([playing, Math.max(playing, secondsAt(session, endPtsMs))]);
}

const endOf = (at: string, watched: readonly Segment[], progress: number): Omit<Told, 'verb'> => ({
  ...{ at, seconds: watched.at(-1)?.[1] ?? 0 },
  result: { [videoExtensions.progress]: progress, [videoExtensions.segments]: segmentsOf(watched) },
});

/** `0[.]12.5[,]20[.]30`, as the profile writes them. */
const segmentsOf = (watched: readonly Segment[]): string =>
  watched.map(([from, to]) => `${String(from)}[.]${String(to)}`).join('[,]');

/** Share of the whole that was watched, what was watched on two devices once; from 0 to 1. */
function progressOf(watched: readonly Segment[], length: number): number {
  let [covered, end] = [0, 0];
  for (const [from, to] of watched.toSorted(([a], [b]) => a - b)) {
    covered += Math.max(0, Math.min(to, length) - Math.max(from, end));
    end = Math.max(end, to);
  }
  return length <= 0 ? 0 : Math.min(1, Math.round((covered / length) * 1000) / 1000);
}
