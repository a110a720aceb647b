import * as z from 'zod';
import { Id } from './id.js';

/** First part of the address of a publishing path that the server needs for itself. */
const RESERVED_APPS = ['api', 'assets', 'author', 'health', 'keys', 'lessons', 'recordings', 'replay'];
const MORE_RESERVED_APPS = ['metrics', 'review', 's', 'sdk', 'sessions', 'socket.io', 't', 'welcome'];

/** `application/stream`, as RTMP names a stream: `mytv/room` in `rtmp://host/mytv/room`. */
export const PublishPath = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/,
    'is application/stream: letters, digits, _ and - on both sides of one slash',
  )
  .refine(
    (path) => ![...RESERVED_APPS, ...MORE_RESERVED_APPS].includes(path.split('/')[0] ?? ''),
    'begins with a name that the server uses itself',
  )
  .refine((path) => !path.endsWith('.flv'), 'ends in .flv');
export type PublishPath = z.infer<typeof PublishPath>;

/** A stream key that its owner chose. One that the server makes begins with `live_`. */
const ChosenKey = z
  .string()
  .regex(
    /^(?!live_)[A-Za-z0-9_.-]{8,128}$/,
    'is 8 to 128 letters, digits, _ . or -, and begins not with live_',
  );

const label = z.string().trim().min(1).max(100);
const trustedRelay = z
  .boolean()
  .describe('Keep lesson messages that are already in its frames: it relays another Lockstep server.');
const path = PublishPath.nullable().describe(
  'A chosen publishing path: rtmp://…/<path> publishes and plays, /<path>/index.m3u8 is its HLS. null: none.',
);
const open = z
  .boolean()
  .describe('Whether the path alone may publish. false: it needs the key, as in rtmp://…/<path>?key=<key>.');

/** POST /api/stream-keys */
export const StreamKeyCreate = z
  .strictObject({
    sessionId: Id.describe('The session that a publisher with this key feeds.'),
    label: label.default('default'),
    trustedRelay: trustedRelay.default(false),
    key: ChosenKey.exactOptional().describe(
      'A key of your own. Absent: the server makes one that nobody can guess.',
    ),
    path: path.default(null),
    open: open.default(false),
  })
  .meta({ id: 'StreamKeyCreate' });
export type StreamKeyCreate = z.infer<typeof StreamKeyCreate>;
export type StreamKeyCreateInput = z.input<typeof StreamKeyCreate>;

/** PATCH /api/stream-keys/:id: what is absent stays as it is. */
export const StreamKeyChange = z
  .strictObject({
    sessionId: Id.exactOptional().describe('The session that it feeds from now on.'),
    label: label.exactOptional(),
    trustedRelay: trustedRelay.exactOptional(),
    path: path.exactOptional(),
    open: open.exactOptional(),
  })
  .meta({ id: 'StreamKeyChange' });
export type StreamKeyChange = z.infer<typeof StreamKeyChange>;

/** POST /api/stream-keys/:id/rotate */
export const StreamKeyRotate = z
  .strictObject({
    key: ChosenKey.exactOptional().describe('A key of your own. Absent: the server makes one.'),
  })
  .prefault({})
  .meta({ id: 'StreamKeyRotate' });
export type StreamKeyRotate = z.infer<typeof StreamKeyRotate>;

export const StreamKey = z
  .object({
    id: Id,
    sessionId: Id,
    label: z.string(),
    trustedRelay: z.boolean(),
    path: z.string().nullable().describe('Its publishing path; null: none.'),
    open: z.boolean().describe('Whether its path alone may publish.'),
    addresses: z
      .object({
        publish: z
          .string()
          .describe('Without the key, which is added as ?key=<key> unless the path is open.'),
        rtmp: z.string(),
        flv: z.string(),
        hls: z.string(),
        dash: z.string(),
      })
      .nullable()
      .describe('Where its path is published and played; null: it has none.'),
    hint: z.string().describe('Its last four characters; fewer of a key that was chosen short.'),
    publishing: z.boolean(),
    createdAt: z.iso.datetime(),
    rotatedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StreamKey' });
export type StreamKey = z.infer<typeof StreamKey>;

/** The answer to making and to rotating a key. */
export const StreamKeyCreated = StreamKey.extend({
  key: z.string().describe('Shown this once; only its hash is kept.'),
  publishUrl: z
    .string()
    .describe('Server and key in one: rtmp://…/live/<key>, or the publishing path where there is one.'),
  srtUrl: z.string().exactOptional().describe('The same for SRT. Absent: this server has no SRT.'),
}).meta({ id: 'StreamKeyCreated' });
export type StreamKeyCreated = z.infer<typeof StreamKeyCreated>;

/** A publisher that was sent away, or whose stream was cut. */
export const PublisherRefusal = z
  .object({
    at: z.iso.datetime(),
    remote: z.string().describe('Its address.'),
    reason: z.string(),
    sessionId: Id.nullable().describe('null: it had no valid key.'),
  })
  .meta({ id: 'PublisherRefusal' });
export type PublisherRefusal = z.infer<typeof PublisherRefusal>;

const Media = z.enum(['audio', 'video']);
const ms = z.number();

/** What a publisher does that costs its viewers something, and that can be changed at the encoder. Times are milliseconds. */
export const StreamAdvice = z
  .discriminatedUnion('code', [
    z
      .object({
        code: z.literal('clock-offset'),
        offsetMs: ms.describe('Audio minus video; positive: audio bears the later times.'),
        corrected: z.boolean().describe('true: audio was moved to the video that arrives with it.'),
      })
      .describe('Audio and video bear different times.'),
    z
      .object({ code: z.literal('clock-stands-still'), media: Media })
      .describe('Time stamps that do not move; the other clock, or arrival, is used in their place.'),
    z
      .object({
        code: z.enum(['clock-steps-back', 'clock-jumps']),
        media: Media,
        times: z.int(),
        largestMs: ms,
      })
      .describe(
        'The clock stepped back, or forward by more than time passed. The stream went on without a gap.',
      ),
    z
      .object({
        code: z.literal('key-frame-interval-too-long'),
        intervalMs: ms,
        recommendedMs: ms,
        keepsOutViewers: z
          .boolean()
          .describe('true: longer than the server keeps frames; a new viewer waits for the next key frame.'),
      })
      .describe('Viewers who join wait long, or get many frames at once.'),
    z.object({ code: z.literal('no-audio') }).describe('Video comes without audio.'),
    z.object({ code: z.literal('no-video') }).describe('Audio comes without video: viewers see black.'),
    z
      .object({ code: z.literal('unreadable-header'), media: Media, reason: z.string() })
      .describe('What a decoder needs first cannot be read: nothing of that kind is shown.'),
    z
      .object({ code: z.literal('damaged-frames'), count: z.int() })
      .describe('Frames that cannot be decoded and were left out.'),
  ])
  .meta({ id: 'StreamAdvice' });
export type StreamAdvice = z.infer<typeof StreamAdvice>;
export type StreamAdviceCode = StreamAdvice['code'];

/** What SRT measures of the line of a publisher. */
const SrtLine = z
  .object({
    rttMs: ms.describe('Round trip.'),
    bitrate: z.number().describe('Bits a second that came in the last second.'),
    packets: z.int().describe('That came since the publisher connected.'),
    lostPackets: z.int().describe('That were missing at first.'),
    retransmittedPackets: z.int().describe('That came again.'),
    droppedPackets: z.int().describe('That came too late or not at all: frames are damaged.'),
  })
  .meta({ id: 'SrtLine' });

/** GET /api/sessions/:id/stream */
export const StreamStatus = z
  .object({
    onAir: z.boolean(),
    publisher: z
      .object({ kind: z.string(), remote: z.string().nullable(), since: z.iso.datetime() })
      .nullable(),
    video: z
      .object({ codec: z.string(), width: z.int(), height: z.int(), frameRate: z.number().nullable() })
      .nullable(),
    audio: z.object({ codec: z.string(), sampleRate: z.int(), channels: z.int() }).nullable(),
    ptsMs: z.number().nullable().describe('Of the newest frame.'),
    bitrate: z
      .number()
      .nullable()
      .describe('Bits a second over the last seconds; null: too little came yet.'),
    frameRate: z.number().nullable().describe('Frames a second, as measured.'),
    keyFrameIntervalMs: z
      .number()
      .nullable()
      .describe('Between the last two key frames, or since the last one when that is longer.'),
    audioOffsetMs: z
      .number()
      .nullable()
      .describe('How much later audio is stamped than the video that arrives with it, as published.'),
    line: SrtLine.exactOptional().describe('Absent: the publisher comes by another protocol than SRT.'),
    advice: z.array(StreamAdvice).describe('What is wrong with what the publisher sends; empty: nothing.'),
    viewers: z.int().describe('HTTP-FLV, WebSocket-FLV and RTMP players.'),
    lastSeq: z.int().describe('0 before the first event.'),
    refusals: z.array(PublisherRefusal).describe('The latest, newest first.'),
  })
  .meta({ id: 'StreamStatus' });
export type StreamStatus = z.infer<typeof StreamStatus>;
