import * as z from 'zod';
import { Id } from './id.js';

export const RecordingStatus = z
  .enum(['recording', 'finishing', 'ready', 'failed'])
  .describe(
    'recording: the session is live. finishing: it is over, and its MP4 is being made. ready: all files are there. failed: there is no MP4; HLS and FLV play what was recorded.',
  )
  .meta({ id: 'RecordingStatus' });
export type RecordingStatus = z.infer<typeof RecordingStatus>;

/** What is wrong with a recording now: one that runs has a gap, or will have one; a finished one is not where it belongs. */
export const RecordingAlarm = z
  .enum(['disk-full', 'disk-slow', 'write-failed', 'too-long', 'storage-away'])
  .describe(
    'disk-full: there is no room; it goes on when there is. disk-slow: the disk does not keep up. write-failed: the file system refuses. too-long: it has the greatest length that the server allows. storage-away: it is finished and plays, but stays on the disk of the server until the bucket answers.',
  );
export type RecordingAlarm = z.infer<typeof RecordingAlarm>;

/** GET /api/sessions/:id/recordings. Paths are relative to the server, so that they hold behind any proxy. */
export const Recording = z
  .object({
    id: Id,
    sessionId: Id,
    status: RecordingStatus,
    startPtsMs: z.number().nullable().describe('Stream time of its first frame; null before there is one.'),
    durationMs: z.number().describe('From its first frame to its last, pauses included.'),
    bytes: z.int(),
    progress: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('How much of the MP4 is made, while it is being finished; else null.'),
    alarm: RecordingAlarm.nullable().describe(
      'null: all that is live is being recorded, what is finished is stored.',
    ),
    storedIn: z
      .enum(['disk', 'bucket'])
      .describe('disk: of the server. bucket: of the S3 server that the settings name.'),
    lostMs: z
      .number()
      .describe('How much of what was live is not in it because the disk was full, slow or refused, ms.'),
    failure: z.string().nullable().describe('Why there is no MP4, for people; null unless it failed.'),
    files: z.object({
      mp4: z.string().nullable().describe('null until it is ready.'),
      flv: z.string(),
      hls: z.string(),
    }),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Recording' });
export type Recording = z.infer<typeof Recording>;
