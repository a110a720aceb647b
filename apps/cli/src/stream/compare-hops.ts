import type { Hop, HopFrame, HopMessage } from './hop.js';

/** Why a hop does not deliver what the origin does. */
export type FindingCode =
  | 'nothing-arrives'
  | 'reading-ended'
  | 're-encoded'
  | 'sei-removed'
  | 'bridge-only'
  | 'first-message-only'
  | 'frames-lost'
  | 'messages-lost'
  | 'moved'
  | 'reordered'
  | 'times-shifted'
  | 'delayed';

export type Finding = { readonly code: FindingCode; readonly detail: string };

/** One hop beside the origin. */
export type Comparison = {
  readonly address: string;
  readonly frames: number;
  /** Lesson messages that the origin has in the stretch that both delivered, and how many of them arrived. */
  readonly expected: number;
  readonly kept: number;
  /** The same of new events alone, without snapshots and repeats. */
  readonly expectedEvents: number;
  readonly keptEvents: number;
  /** Arrived in another frame. */
  readonly moved: number;
  /** Arrived after a message that the origin sent later. */
  readonly reordered: number;
  readonly framesLost: number;
  /** The frames themselves are other ones. */
  readonly isReEncoded: boolean;
  /** By how much its time differs from the origin's: least and most, ms; null where no frame can be compared. */
  readonly ptsOffsetMs: { readonly least: number; readonly most: number } | null;
  /** How much later than from the origin a frame arrives, median, ms; null of a file. */
  readonly delayMs: number | null;
  readonly findings: readonly Finding[];
};

export type CompareOptions = {
  /** A hop that delivers later than this is told, ms. */
  readonly mostDelayMs: number;
};

/** Times in FLV are whole milliseconds and those in MPEG-TS are not: less says nothing. */
const JITTER_MS = 20;
/** Half a frame at 25 a second: what is nearer is the same frame. */
const SAME_FRAME_MS = 20;

/** A frame that both have, or a message that both have, by its place in each. */
type Anchor = { readonly origin: number; readonly hop: number };

type Sent = HopMessage & { readonly frame: number };
/** By key; what the origin sends twice may arrive twice. */
type Arrived = ReadonlyMap<string, readonly Sent[]>;

/** Compares what a hop delivered with what the origin did, in the stretch that both delivered. */
export function compareHop(origin: Hop, hop: Hop, { mostDelayMs }: CompareOptions): Comparison {
  const pictures = anchorsOf(uniquePlaces(origin.frames), uniquePlaces(hop.frames));
  const sent = messagesOf(origin.frames);
  const arrived = byKey(messagesOf(hop.frames));
  const isReEncoded = hop.frames.length > 0 && !haveCommonPicture(origin.frames, hop.frames);
  const messages = commonMessages(sent, arrived);
  const anchors = [...pictures, ...messages].sort((a, b) => a.origin - b.origin);
  const expected = expectedOf(sent, anchors);
  const kept = expected.filter(({ key }) => arrived.has(key));
  const offsets = (pictures.length > 0 ? pictures : messages).map((at) =>
    offsetOf(at, origin.frames, hop.frames),
  );
  const moved = kept.filter((message) =>
    isMoved(message, arrived, origin.frames, hop.frames, { isReEncoded, offsets }),
  );
  const comparison = {
    address: hop.address,
    frames: hop.frames.length,
    expected: expected.length,
    kept: kept.length,
    expectedEvents: expected.filter(({ isEvent }) => isEvent).length,
    keptEvents: kept.filter(({ isEvent }) => isEvent).length,
    moved: moved.length,
    reordered: countReordered(kept, arrived),
    framesLost: framesLost(pictures),
    isReEncoded,
    ptsOffsetMs: offsets.length === 0 ? null : { least: Math.min(...offsets), most: Math.max(...offsets) },
    delayMs: delayOf(pictures, origin, hop),
  };
  const lost = expected.filter(({ key }) => !arrived.has(key));
  return { ...comparison, findings: findingsOf(comparison, hop, { expected, lost, mostDelayMs }) };
}

/** Frames that look alike, as those of a teacher at rest who is shown again and again, tell nothing of their place. */
function uniquePlaces(frames: readonly HopFrame[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [place, { picture }] of frames.entries()) {
    if (places.has(picture)) repeated.add(picture);
    else places.set(picture, place);
  }
  for (const picture of repeated) places.delete(picture);
  return places;
}

function haveCommonPicture(a: readonly HopFrame[], b: readonly HopFrame[]): boolean {
  const pictures = new Set(a.map(({ picture }) => picture));
  return b.some(({ picture }) => pictures.has(picture));
}

const anchorsOf = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Anchor[] =>
  [...a].flatMap(([picture, origin]) => {
    const hop = b.get(picture);
    return hop === undefined ? [] : [{ origin, hop }];
  });

const messagesOf = (frames: readonly HopFrame[]): Sent[] =>
  frames.flatMap(({ messages }, frame) => messages.map((message) => ({ ...message, frame })));

function byKey(messages: readonly Sent[]): Arrived {
  const groups = new Map<string, Sent[]>();
  for (const message of messages) {
    const group = groups.get(message.key);
    if (group) group.push(message);
    else groups.set(message.key, [message]);
  }
  return groups;
}

/** Of those alone that arrive once, so that there is no doubt which is which. */
const commonMessages = (sent: readonly Sent[], arrived: Arrived): Anchor[] =>
  sent.flatMap(({ key, frame }) => {
    const [there, ...others] = arrived.get(key) ?? [];
    return there === undefined || others.length > 0 ? [] : [{ origin: frame, hop: there.frame }];
  });

/** All that the origin sent between the first and the last common place; without one, all that it sent. */
function expectedOf(sent: readonly Sent[], anchors: readonly Anchor[]): Sent[] {
  const first = anchors[0];
  const last = anchors.at(-1);
  if (first === undefined || last === undefined) return [...sent];
  return sent.filter(({ frame }) => frame >= first.origin && frame <= last.origin);
}

const offsetOf = ({ origin, hop }: Anchor, a: readonly HopFrame[], b: readonly HopFrame[]): number =>
  Math.round((b[hop]?.ptsMs ?? 0) - (a[origin]?.ptsMs ?? 0));

function isMoved(
  { key, frame }: Sent,
  arrived: Arrived,
  a: readonly HopFrame[],
  b: readonly HopFrame[],
  { isReEncoded, offsets }: { isReEncoded: boolean; offsets: readonly number[] },
): boolean {
  const usual = median(offsets);
  return !(arrived.get(key) ?? []).some((there) => {
    if (!isReEncoded) return a[frame]?.picture === b[there.frame]?.picture;
    const offset = offsetOf({ origin: frame, hop: there.frame }, a, b);
    return Math.abs(offset - usual) <= SAME_FRAME_MS;
  });
}

function countReordered(kept: readonly Sent[], arrived: Arrived): number {
  let newest = -1;
  let count = 0;
  for (const { key } of kept) {
    const frame = arrived.get(key)?.at(-1)?.frame ?? newest;
    if (frame < newest) count++;
    newest = Math.max(newest, frame);
  }
  return count;
}

/** Between the first and the last frame that both have. */
function framesLost(pictures: readonly Anchor[]): number {
  const first = pictures[0];
  const last = pictures.at(-1);
  if (first === undefined || last === undefined) return 0;
  return Math.max(0, last.origin - first.origin - (last.hop - first.hop));
}

function delayOf(pictures: readonly Anchor[], origin: Hop, hop: Hop): number | null {
  if (!origin.isLive || !hop.isLive || pictures.length === 0) return null;
  const delays = pictures.map(
    (at) => (hop.frames[at.hop]?.arrivedMs ?? 0) - (origin.frames[at.origin]?.arrivedMs ?? 0),
  );
  return median(delays);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

type Counted = Omit<Comparison, 'findings'>;
type Evidence = {
  readonly expected: readonly Sent[];
  readonly lost: readonly Sent[];
  readonly mostDelayMs: number;
};

function findingsOf(counted: Counted, hop: Hop, evidence: Evidence): Finding[] {
  const { moved, reordered, ptsOffsetMs, delayMs } = counted;
  const findings: Finding[] = [];
  if (hop.failure !== undefined) findings.push({ code: 'reading-ended', detail: hop.failure });
  const lossy = lossOf(counted, hop, evidence);
  if (lossy) findings.push(lossy);
  if (moved > 0) findings.push({ code: 'moved', detail: `${count(moved, 'message')} in another frame` });
  if (reordered > 0)
    findings.push({ code: 'reordered', detail: `${count(reordered, 'message')} behind a later one` });
  if (ptsOffsetMs && ptsOffsetMs.most - ptsOffsetMs.least > JITTER_MS) {
    const { least, most } = ptsOffsetMs;
    findings.push({ code: 'times-shifted', detail: `by ${least} ms at first or last, and by ${most} ms` });
  }
  if (delayMs !== null && delayMs > evidence.mostDelayMs)
    findings.push({ code: 'delayed', detail: `by ${Math.round(delayMs)} ms` });
  return findings;
}

/** The one reason that explains what is missing. */
function lossOf(
  { frames, framesLost: gone, kept, isReEncoded }: Counted,
  hop: Hop,
  { expected, lost }: Evidence,
): Finding | undefined {
  if (frames === 0)
    return hop.failure === undefined ? { code: 'nothing-arrives', detail: 'no frame' } : undefined;
  if (lost.length === 0 && gone === 0) return undefined;
  const missing = `${count(lost.length, 'message')} of ${expected.length}`;
  if (kept === 0 && hop.hasBridge && !isReEncoded) return { code: 'bridge-only', detail: missing };
  if (kept === 0 && isReEncoded) return { code: 're-encoded', detail: missing };
  if (kept === 0 && lost.length > 0) return { code: 'sei-removed', detail: missing };
  if (lost.length > 0 && lost.every(({ place }) => place > 0))
    return { code: 'first-message-only', detail: missing };
  if (gone > 0) return { code: 'frames-lost', detail: `${count(gone, 'frame')}, and ${missing}` };
  return { code: 'messages-lost', detail: missing };
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
