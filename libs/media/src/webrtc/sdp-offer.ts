import { WhepRefusal } from './whep-refusal.js';

/** What a viewer offers to take. */
export type SdpOffer = {
  readonly video: OfferedMedia;
  readonly audio: OfferedMedia | undefined;
  /** Tells a restart of ICE from a further candidate. */
  readonly iceUfrag: string;
};

/** One codec of a media section, as it is named in the offer. */
export type OfferedMedia = {
  readonly mid: string;
  readonly payloadType: number;
  /** Parameters of the codec; empty: none. */
  readonly parameters: string;
};

type Section = { readonly kind: string; readonly lines: readonly string[] };

const LINE = /^[a-z]=[^\r\n]*$/;
/** Of an attribute that goes to another program: what else could stand there is left out. */
const MID = /^[\w.+-]{1,32}$/;
const PARAMETERS = /^[\w=;., -]{0,200}$/;
const MOST_LINES = 2000;

/**
 * Reads the offer of a viewer: the first section of each kind, and in it H.264 with packetization-mode 1 and Opus.
 * @throws WhepRefusal where it cannot be read, or takes no H.264
 */
export function readOffer(sdp: string): SdpOffer {
  const lines = sdp.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== 'v=0' || lines.length > MOST_LINES || !lines.every((line) => LINE.test(line)))
    throw badOffer('The body is no session description (RFC 8866).');
  const [session, ...media] = sectionsOf(lines);
  const videos = media.filter(({ kind }) => kind === 'video');
  const video = videos[0] && codecOf(videos[0], isH264);
  if (!video)
    throw new WhepRefusal(422, 'webrtc-no-codec', 'The offer takes no H.264 with packetization-mode 1.');
  const audios = media.filter(({ kind }) => kind === 'audio');
  const iceUfrag = [...media, ...(session ? [session] : [])].flatMap((section) =>
    valuesOf(section, 'ice-ufrag'),
  )[0];
  if (iceUfrag === undefined) throw badOffer('The offer has no ICE user name.');
  return { video, audio: audios[0] && codecOf(audios[0], isOpus), iceUfrag };
}

/**
 * The offer without the addresses of its sender: viewers come to the port of the server, which sends nothing to addresses that somebody
 * else may have named, and nothing before its answer has arrived.
 */
export const withoutCandidates = (sdp: string): string =>
  sdp.replace(/^a=(?:candidate:.*|end-of-candidates)\r?\n/gm, '');

/**
 * Reads what a viewer sends after its offer: further addresses, of which none is needed, or the wish for a restart. RFC 8840.
 * @returns the name that ICE is to go on with, where it is given
 * @throws WhepRefusal
 */
export function readFragment(text: string): string | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length === 0 || lines.length > MOST_LINES || !lines.every((line) => LINE.test(line)))
    throw badOffer('The body is no fragment of a session description (RFC 8840).');
  const ufrag = 'a=ice-ufrag:';
  return lines.find((line) => line.startsWith(ufrag))?.slice(ufrag.length);
}

const badOffer = (message: string): WhepRefusal => new WhepRefusal(400, 'webrtc-offer', message);

/** The session's own lines, then those of each media section. */
function sectionsOf(lines: readonly string[]): Section[] {
  const sections: { kind: string; lines: string[] }[] = [{ kind: '', lines: [] }];
  for (const line of lines) {
    if (line.startsWith('m=')) sections.push({ kind: line.slice(2).split(' ')[0] ?? '', lines: [] });
    sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function valuesOf({ lines }: Section, name: string): string[] {
  const start = `a=${name}:`;
  return lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
}

function codecOf(
  section: Section,
  suits: (name: string, parameters: string) => boolean,
): OfferedMedia | undefined {
  const mid = valuesOf(section, 'mid')[0] ?? '0';
  if (!MID.test(mid)) throw badOffer('A media section has no usable name (a=mid).');
  for (const map of valuesOf(section, 'rtpmap')) {
    const [type = '', name = ''] = map.split(' ');
    const payloadType = Number(type);
    const parameters = valuesOf(section, 'fmtp').find((line) => line.startsWith(`${type} `));
    const values = parameters?.slice(type.length + 1).trim() ?? '';
    if (!Number.isInteger(payloadType) || payloadType > 127 || !PARAMETERS.test(values)) continue;
    if (suits(name.toLowerCase(), values)) return { mid, payloadType, parameters: values };
  }
  return undefined;
}

const isH264 = (name: string, parameters: string): boolean =>
  name === 'h264/90000' && /(?:^|[;\s])packetization-mode=1(?:;|\s|$)/.test(parameters);

const isOpus = (name: string): boolean => name === 'opus/48000/2';
