import type { Comparison, FindingCode } from './compare-hops.js';
import type { Hop } from './hop.js';

/** What each finding means, and what to do about it. */
const MEANINGS: Readonly<Record<FindingCode, string>> = {
  'nothing-arrives': 'Nothing arrives from this address. Is the stream live there?',
  'reading-ended': 'It could not be read to the end.',
  're-encoded':
    'It encodes the video again and leaves the user data out. Let it copy the video; ffmpeg with libx264 needs -udu_sei 1.',
  'sei-removed':
    'It removes SEI messages from frames that it otherwise leaves alone. Look for a filter of NAL units.',
  'bridge-only':
    'It removes SEI messages and keeps the ID3 or emsg messages beside them: events come with the second, not with the frame.',
  'first-message-only': 'It keeps only the first message of an SEI NAL unit.',
  'frames-lost': 'It loses frames, and the messages in them.',
  'messages-lost': 'It loses messages of frames that arrive.',
  moved: 'Messages arrive in other frames than the origin has them in.',
  reordered: 'Messages arrive in another order.',
  'times-shifted': 'It changes the times of frames, not by the same amount each.',
  delayed: 'It delivers late.',
};

export type Diagnosis = {
  readonly origin: { readonly address: string; readonly frames: number; readonly messages: number };
  readonly hops: readonly Comparison[];
  /** The first address, in the order in which they were given, that does not deliver all that the origin does. */
  readonly firstFaulty: string | null;
};

export function diagnosisOf(origin: Hop, hops: readonly Comparison[]): Diagnosis {
  const messages = origin.frames.reduce((sum, frame) => sum + frame.messages.length, 0);
  return {
    origin: { address: origin.address, frames: origin.frames.length, messages },
    hops,
    firstFaulty: hops.find(({ findings }) => findings.length > 0)?.address ?? null,
  };
}

/** The diagnosis for people. */
export function inWords({ origin, hops, firstFaulty }: Diagnosis): string {
  const lines = [`${origin.address}: ${origin.frames} frames, ${origin.messages} lesson messages`];
  for (const hop of hops)
    lines.push('', `${hop.address}: ${numbersOf(hop)}`, ...hop.findings.map(findingLine));
  lines.push('');
  if (firstFaulty === null) lines.push('Every address delivers all that the first one does, frame by frame.');
  else lines.push(`The first address with a fault is ${firstFaulty}`);
  return lines.join('\n');
}

const findingLine = ({ code, detail }: Comparison['findings'][number]): string =>
  `  ${code}: ${detail}. ${MEANINGS[code]}`;

function numbersOf({
  frames,
  expected,
  kept,
  expectedEvents,
  keptEvents,
  ptsOffsetMs,
  delayMs,
  isReEncoded,
}: Comparison): string {
  const parts = [
    `${frames} frames`,
    `${kept} of ${expected} messages (${keptEvents} of ${expectedEvents} new events)`,
  ];
  if (isReEncoded) parts.push('encoded again');
  if (ptsOffsetMs) parts.push(`time ${ptsOffsetMs.least} ms from the first address’s`);
  if (delayMs !== null) parts.push(`${Math.round(delayMs)} ms later`);
  return parts.join(', ');
}
