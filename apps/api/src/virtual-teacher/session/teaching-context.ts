import type { WatchingStudent } from '../../students/presence.js';
import type { LessonAction } from '@lockstep/contracts';
import type { LessonChannel, MadeEvent } from '../../signalling/lesson-channel.js';
import type { FrameEvents } from './frame-events.js';
import type { LessonPlan, PlannedClip } from './lesson-plan.js';
import type { Position } from './position.js';
import type { ReplyParts } from './reply.js';
import type { Studio } from './studio.js';
import type { TeacherVoice, Utterance } from './teacher-voice.js';
import type { Judge } from '../judging/judge.js';

/** What the stages of a lesson work with. */
export type TeachingContext = {
  readonly plan: LessonPlan;
  /** Ids of the questions that this session does not ask. */
  readonly passedOver: ReadonlySet<string>;
  readonly position: Position;
  readonly channel: LessonChannel;
  readonly voice: TeacherVoice;
  readonly frames: FrameEvents;
  readonly studio: Studio;
  readonly judge: Judge;
  readonly replies: ReplyParts;
  readonly watching: () => readonly WatchingStudent[];
  /** Calls back when students come and go. @returns a function that takes the listener away again */
  readonly onPresence: (listener: () => void) => () => void;
  readonly announce: Announce;
  /** What `announce` made of this key, in this life or one before. */
  readonly announced: (cueKey: string) => Promise<Announced | undefined>;
  /** The lesson starts once more. */
  readonly beginAgain: () => Promise<void>;
  /** Tells teachers how things stand. */
  readonly tell: () => void;
};

/** Puts an event on its way, once for each key. Without a time: with the next frame. @returns its number */
export type Announce = (
  event: LessonAction | MadeEvent,
  cueKey: string,
  ptsMs?: number,
) => Promise<Announced>;

/** An event that is in the ledger already. */
export type Announced = { readonly seq: number; readonly airedPtsMs: Promise<number> };

/** The sentence that was said is done with, unless the lesson has gone elsewhere meanwhile. */
export const sentenceSaid = (position: Position, visit: number): Promise<unknown> =>
  position.change((record) =>
    record.visit === visit ? { ...record, sentence: record.sentence + 1 } : record,
  );

/** Numbers for sentences that are about to be said: so that the events of each happen once, whatever crashes between. */
export async function reserveRuns(
  position: Position,
  count: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const record = await position.change((now) => ({ ...now, run: now.run + count }), signal);
  return record && record.run - count;
}

/** A clip of the lesson as it is said in run `run`. */
export const utteranceOf = (
  studio: Studio,
  { clip, text, cues, idle, marks }: PlannedClip,
  run: number,
): Utterance => ({
  source: async () => ({ cells: await studio.clip(clip), captions: [] }),
  onSeen: async (playout) => {
    studio.shown(marks);
    playout.setIdle(await studio.clip(idle));
  },
  ...{ text, cues, run },
});
