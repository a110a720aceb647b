import * as z from 'zod';
import { Question } from '../lesson-action.js';
import { SessionAccess, SessionAccessDraft } from './access.js';
import { Id } from './id.js';
import { Asking } from './inquiries.js';
import { VisibleName } from './visible-name.js';
import { Problem } from './problem.js';

const RtmpSource = z
  .strictObject({ kind: z.literal('rtmp') })
  .describe('A publisher with a stream key of the session.');
const FileSource = z.strictObject({
  kind: z.literal('file'),
  file: z.string().min(1).max(300).describe('A name from GET /api/media-files.'),
  loop: z.boolean().default(false).describe('Start again at its end; the lesson starts again with it.'),
});
const TeacherSource = z
  .strictObject({
    kind: z.literal('teacher'),
    version: z
      .int()
      .min(1)
      .exactOptional()
      .describe('A published version of the lesson; absent: the latest. The session keeps it.'),
    oneToOne: z
      .boolean()
      .default(false)
      .describe('For one student: what is said to them is spoken, and no sum of a class.'),
    begins: z
      .enum(['at-once', 'with-a-student'])
      .default('at-once')
      .describe('with-a-student: the teacher waits, in the picture, until somebody watches.'),
    loop: z
      .boolean()
      .default(false)
      .describe('Begin again after the end, with the students who watch then; else the session ends.'),
  })
  .describe('The virtual teacher teaches the lesson, which is written as text.');

/** What a session can be made of; a self-paced one is made by its student. */
const WantedSource = z.discriminatedUnion('kind', [RtmpSource, FileSource, TeacherSource]);

export const SessionSource = z
  .discriminatedUnion('kind', [
    RtmpSource,
    FileSource,
    TeacherSource.extend({
      selfPaced: z
        .literal(true)
        .exactOptional()
        .describe('One student takes the lesson alone: without time limits, and pausing when they wish.'),
    }),
  ])
  .meta({ id: 'SessionSource' });
export type SessionSource = z.infer<typeof SessionSource>;

export const SessionStatus = z.enum(['scheduled', 'live', 'ended']).meta({ id: 'SessionStatus' });
export type SessionStatus = z.infer<typeof SessionStatus>;

export const CueMode = z.enum(['auto', 'manual']).meta({ id: 'CueMode' });
/** `auto` runs the lesson's cues on stream time, `manual` leaves every event to the teacher. */
export type CueMode = z.infer<typeof CueMode>;

/** POST /api/sessions */
export const SessionCreate = z
  .strictObject({
    lessonId: Id,
    title: z.string().trim().min(1).max(200).exactOptional().describe("Absent: the lesson's title."),
    source: WantedSource,
    cues: CueMode.default('auto'),
    recorded: z
      .boolean()
      .exactOptional()
      .describe(
        'Whether it is recorded. Absent: as its class, its lesson or else the server is set, and never what is shown in a loop.',
      ),
    classId: Id.exactOptional().describe('The class that it is for. Its students find the session at home.'),
    access: SessionAccessDraft.exactOptional().describe(
      'Who may watch it. Absent: anyone who has the link; of a session of a class, the class alone.',
    ),
  })
  .meta({ id: 'SessionCreate' });
export type SessionCreate = z.infer<typeof SessionCreate>;
export type SessionCreateInput = z.input<typeof SessionCreate>;

/** Where a session is watched. Paths are relative to the server, so that they hold behind any proxy. */
export const SessionAddresses = z
  .object({
    student: z.string().describe('The page students open.'),
    teacher: z.string(),
    flv: z.string().describe('HTTP-FLV, and WebSocket-FLV on the same path.'),
    hls: z.string().describe('HLS with low latency; without it at the same path with `?ll=0`.'),
    hlsTs: z.string().describe('HLS in MPEG-TS, for players that know no fragmented MP4.'),
    dash: z.string().describe('DASH with low latency.'),
    whep: z.string().exactOptional().describe('WebRTC (WHEP): takes an offer by POST. Absent: nobody may.'),
    rtmp: z.string().describe('RTMP play address, for VLC and ffplay.'),
    srt: z.string().exactOptional().describe('SRT play address. Absent: this server has no SRT.'),
  })
  .meta({ id: 'SessionAddresses' });

/** Why a session that is live on record does not run. */
export const SessionFault = z
  .object({
    code: z
      .enum(['unreadable-record', 'nothing-to-show'])
      .describe(
        'unreadable-record: what is stored of the session cannot be read, so it does not run. nothing-to-show: it runs, and its film or virtual teacher could not be started.',
      ),
    detail: z.string().describe('For people: what is wrong, and what to do.'),
    cause: Problem.pick({ code: true, params: true })
      .nullable()
      .describe(
        'The refusal that `detail` tells, as in a Problem; null: only the log of the server says why.',
      ),
  })
  .meta({ id: 'SessionFault' });
export type SessionFault = z.infer<typeof SessionFault>;

export const Session = z
  .object({
    id: Id,
    title: z.string(),
    lesson: z
      .object({ id: Id, title: z.string(), questions: z.array(Question) })
      .describe('As it was when the session was made.'),
    language: z.string().describe('BCP 47; of the lesson.'),
    deckId: Id.nullable(),
    lessonVersion: z
      .int()
      .nullable()
      .describe('The published version that is taught; null for lessons that have none.'),
    source: SessionSource,
    cues: CueMode,
    recorded: z.boolean().describe('Whether what is live is kept, to be watched later.'),
    access: SessionAccess,
    asking: Asking,
    classId: Id.nullable().describe('The class that it is for; null: it is for no class in particular.'),
    joinCode: z
      .string()
      .nullable()
      .describe('What anyone may type to join it as a guest; null where guests may not join.'),
    held: z.boolean().describe('A legal hold: neither it nor what its students did can be deleted.'),
    deletesAt: z.iso
      .datetime()
      .nullable()
      .describe('When it is deleted with all that belongs to it; null: not by itself, or not yet ended.'),
    status: SessionStatus,
    onAir: z.boolean().describe('Whether frames are coming in.'),
    fault: SessionFault.nullable().describe('null: nothing keeps the session from running.'),
    addresses: SessionAddresses,
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** GET /api/sessions/:id/lobby: what anybody with the link may know. */
export const Lobby = Session.pick({
  id: true,
  title: true,
  language: true,
  deckId: true,
  status: true,
  onAir: true,
  recorded: true,
  asking: true,
})
  .extend({
    addresses: SessionAddresses.pick({ flv: true, student: true }),
    keptDays: z
      .int()
      .nullable()
      .describe(
        'Days after its end on which everything of it is deleted; null: it is not deleted by itself.',
      ),
    selfPaced: z.boolean().describe('Whether it is of one student alone, who has controls of their own.'),
    canTranscribe: z.boolean().describe('Whether spoken answers in this language are understood here.'),
  })
  .meta({ id: 'Lobby' });
export type Lobby = z.infer<typeof Lobby>;

/** POST /api/sessions/:id/join */
export const Join = z
  .strictObject({
    name: VisibleName.max(60),
    invite: z
      .string()
      .max(500)
      .exactOptional()
      .describe('Of a private session: what its link has behind `?invite=`.'),
  })
  .meta({ id: 'Join' });
export type Join = z.infer<typeof Join>;

export const Joined = z
  .object({
    token: z.string().describe('Good for this session alone, until the time below.'),
    expiresAt: z.iso.datetime(),
    student: z.object({ id: Id, name: z.string() }),
    session: Lobby,
  })
  .meta({ id: 'Joined' });
export type Joined = z.infer<typeof Joined>;

/** A student as the teacher sees them. */
export const RosterEntry = z
  .object({
    id: Id,
    name: z.string(),
    online: z.boolean(),
    visible: z.boolean().describe('Whether the page is on screen, as far as the page has reported it.'),
    latencyMs: z
      .number()
      .nullable()
      .describe("Their player's delay behind the server, as far as the player has reported it."),
    answers: z.int(),
    joinedAt: z.iso.datetime(),
  })
  .meta({ id: 'RosterEntry' });
export type RosterEntry = z.infer<typeof RosterEntry>;

/** GET /api/media-files */
export const MediaFile = z
  .object({ name: z.string(), sizeBytes: z.int(), modifiedAt: z.iso.datetime() })
  .meta({ id: 'MediaFile' });
export type MediaFile = z.infer<typeof MediaFile>;
