import {
  extractSei,
  LESSON_UUID,
  ParseError,
  parseUuid,
  readUserDataUnregistered,
  type SeiMessage,
  stripSei,
  USER_DATA_UNREGISTERED,
} from '@lockstep/sei';
import { type Command, parse } from '../command.js';
import { UsageError } from '../errors.js';
import type { VideoFrame } from '../video/video-frame.js';
import { readInAndOut, tellPerson } from './rewrite-arguments.js';
import { rewriteVideo, type RewrittenFrame } from './rewrite-video.js';
import { readVideoOptions, VIDEO_OPTIONS, VIDEO_OPTIONS_HELP } from './video-arguments.js';

const NAME = 'lockstep sei strip';
const USAGE = 'IN OUT [--uuid U | --all] [--format F] [--fps N]';

export const stripCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: take SEI messages out of a video

Usage: ${NAME} ${USAGE}

Writes IN to OUT without the SEI messages user_data_unregistered of one UUID: by default
${LESSON_UUID}, that of lesson messages. Everything else stays byte for byte; what
'lockstep sei inject' put in comes out again. '-' is stdin or stdout. OUT appears when it is complete and has
the format of IN: a byte stream or FLV.

Options:
  --uuid U     the messages of this UUID instead; may be given more than once
  --all        the messages of every UUID, such as the encoder's settings that x264 writes
${VIDEO_OPTIONS_HELP}
Example:
  ${NAME} recording.flv plain.flv
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = {
    ...VIDEO_OPTIONS,
    uuid: { type: 'string', multiple: true },
    all: { type: 'boolean' },
  } as const;
  const { values, positionals } = parse(args, options);
  const { inputPath, outputPath } = readInAndOut(positionals);
  const { format, frameRate } = readVideoOptions(values);
  const { uuid: uuids, all = false } = values;
  if (uuids && all) throw new UsageError('Either --uuid or --all.');
  for (const uuid of uuids ?? []) refuseNoUuid(uuid);
  let changed = 0;
  const push = (videoFrame: VideoFrame): RewrittenFrame[] => {
    const accessUnit = strip(videoFrame, all ? uuidsIn(videoFrame) : (uuids ?? [LESSON_UUID]));
    if (accessUnit !== videoFrame.bytes) changed++;
    return [{ videoFrame, accessUnit }];
  };
  const warn = (message: string): void => void process.stderr.write(`${NAME}: ${message}\n`);
  const rewriter = { push, end: () => [] };
  const videoFrames = await rewriteVideo({ inputPath, outputPath, format, frameRate, warn }, rewriter);
  tellPerson(`Messages taken out of ${changed} of ${videoFrames} frames.`);
  return 0;
}

const strip = ({ bytes, framing, codec }: VideoFrame, uuids: readonly string[]): Uint8Array =>
  uuids.reduce((accessUnit, uuid) => stripSei(accessUnit, uuid, framing, codec), bytes);

/** The UUIDs of all user data in a frame. */
const uuidsIn = ({ bytes, framing, codec }: VideoFrame): string[] => [
  ...new Set(extractSei(bytes, framing, codec).flatMap(uuidOf)),
];

function uuidOf({ payloadType, payload }: SeiMessage): string[] {
  const isShort = payload.length < 16; // then it has no UUID to go by
  return payloadType === USER_DATA_UNREGISTERED && !isShort ? [readUserDataUnregistered(payload).uuid] : [];
}

function refuseNoUuid(uuid: string): void {
  try {
    parseUuid(uuid);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new UsageError(`'${uuid}' is no UUID.`, `Such as ${LESSON_UUID}.`);
  }
}
