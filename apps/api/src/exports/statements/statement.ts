import type { XapiStatement } from '@lockstep/contracts';
import { nameUuid } from './name-uuid.js';
import { activityTypes, ownExtensions, verb, type VerbName } from './vocabulary.js';

/** A session as statements name it. */
export type StatedSession = {
  readonly id: string;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly lesson: { readonly id: string; readonly title: string };
  /** Address of the server, without a slash at its end. */
  readonly home: string;
  /** Stream time of the recording's first frame, and length of the session from there, ms. */
  readonly startPtsMs: number;
  readonly lengthMs: number;
};

/** Who did it. */
export type StatedPerson = { readonly id: string; readonly name: string };

type Activity = XapiStatement['object'];

export const actorOf = ({ home }: StatedSession, { id, name }: StatedPerson): XapiStatement['actor'] => ({
  objectType: 'Agent',
  name,
  account: { homePage: home, name: id },
});

/** The session as the video that students saw. */
export const videoOf = ({ home, id, title, language }: StatedSession): Activity => ({
  objectType: 'Activity',
  id: `${home}/s/${id}`,
  definition: { type: activityTypes.video, name: { [language]: title } },
});

const lessonOf = ({ home, lesson, language }: StatedSession): Activity => ({
  objectType: 'Activity',
  id: `${home}/lessons/${lesson.id}`,
  definition: { type: activityTypes.course, name: { [language]: lesson.title } },
});

/** Seconds of the recording at a stream time, to the millisecond. */
export const secondsAt = ({ startPtsMs }: StatedSession, ptsMs: number): number =>
  Math.max(0, Math.round(ptsMs - startPtsMs)) / 1000;

/** ISO 8601, to the hundredth of a second, as xAPI compares durations. */
export const durationOf = (ms: number): string => `PT${String(Math.max(0, Math.round(ms / 10)) / 100)}S`;

export type Stated = Pick<XapiStatement, 'object' | 'result' | 'timestamp'> & {
  readonly verb: VerbName;
  readonly by: StatedPerson;
  /** What tells it from the others of its verb, person and session. */
  readonly key: readonly (string | number)[];
  /** Beside those that every statement has. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly context?: Partial<Pick<XapiStatement['context'], 'instructor'>> & {
    readonly parent?: readonly Activity[];
    readonly category?: readonly Activity[];
  };
};

/** Completes what is particular to a statement with what all have. */
export function statementOf(session: StatedSession, stated: Stated): XapiStatement {
  const { verb: name, by, key, object, result, timestamp, extensions, context = {} } = stated;
  const { parent, category, ...more } = context;
  return {
    id: nameUuid(session.id, by.id, name, ...key),
    actor: actorOf(session, by),
    verb: verb(name),
    object,
    ...(result && { result }),
    context: {
      registration: nameUuid(session.id, by.id),
      platform: 'Lockstep',
      language: session.language,
      ...more,
      contextActivities: {
        ...(parent && { parent: [...parent] }),
        grouping: [lessonOf(session)],
        ...(category && { category: [...category] }),
      },
      extensions: { [ownExtensions.streamId]: session.id, ...extensions },
    },
    timestamp,
    version: '1.0.3',
  };
}
