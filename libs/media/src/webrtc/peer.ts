import { randomInt } from 'node:crypto';
import { isRtcp, readRtcpFeedback } from '@lockstep/formats';
import { ParseError } from '@lockstep/sei';
import type { PeerConnection, Track } from 'node-datachannel';
import type { WebRtcLibrary } from './node-datachannel.js';
import { PacketSender } from './packet-sender.js';
import { type OfferedMedia, type SdpOffer, withoutCandidates } from './sdp-offer.js';
import type { UdpPort } from './udp-port.js';
import { WhepRefusal } from './whep-refusal.js';

export type PeerEvents = {
  /** Packets can be sent from now on. */
  onOpen(): void;
  /** A random access frame is wanted. */
  onKeyframeWanted(): void;
  /** Once. */
  onClosed(): void;
  onError(error: unknown): void;
};

/** So long has a viewer to get through to the port after its answer. */
const CONNECT_MS = 15_000;
/** The addresses of this machine are known at once; nobody else is asked for more. */
const GATHER_MS = 5_000;
/** A viewer of whom something was heard says something every few seconds; without this it would be missed only after half a minute. */
const SILENCE_MS = 12_000;
const NAME = 'lockstep';
const OVER: ReadonlySet<string> = new Set(['closed', 'failed', 'disconnected']);

/** The connection to one viewer. Keeps the library's objects, which it must not lose to the garbage collector. */
export class Peer implements Disposable {
  readonly video: PacketSender;
  readonly audio: PacketSender | undefined;
  readonly #tracks: readonly Track[];
  readonly #deadline: NodeJS.Timeout;
  #heardAt: number | undefined;
  #isOpen = false;
  #isClosed = false;

  private constructor(
    private readonly connection: PeerConnection,
    readonly iceUfrag: string,
    video: AddedTrack,
    audio: AddedTrack | undefined,
    private readonly events: PeerEvents,
  ) {
    this.video = new PacketSender(video.track, video.payloadType, video.ssrc);
    this.audio = audio && new PacketSender(audio.track, audio.payloadType, audio.ssrc);
    this.#tracks = audio ? [video.track, audio.track] : [video.track];
    this.#deadline = setTimeout(() => this.close(), CONNECT_MS).unref();
    // never within a call of the library: it does not expect to be called back, and an error there would end the process
    const later = (call: () => void): void => void setImmediate(() => this.#guard(call));
    video.track.onOpen(() => later(() => this.#opened()));
    video.track.onMessage((packet) => this.#guard(() => this.#heard(packet)));
    connection.onStateChange((state) => {
      if (OVER.has(state)) later(() => this.close());
    });
  }

  /** @throws WhepRefusal for an offer that the library does not take */
  static async answer(
    library: WebRtcLibrary,
    { offer, sdp, port, withAudio }: { offer: SdpOffer; sdp: string; port: UdpPort; withAudio: boolean },
    events: PeerEvents,
  ): Promise<{ readonly peer: Peer; readonly answer: string }> {
    const connection = new library.PeerConnection(NAME, {
      iceServers: [],
      enableIceUdpMux: true,
      portRangeBegin: port.port,
      portRangeEnd: port.port,
      ...(port.address !== undefined && { bindAddress: port.address }),
    });
    try {
      const gathered = whenGathered(connection);
      gathered.catch(() => undefined); // it is awaited below, unless something fails before
      const video = addVideo(library, connection, offer.video);
      const audio = withAudio && offer.audio ? addAudio(library, connection, offer.audio) : undefined;
      const peer = new Peer(connection, offer.iceUfrag, video, audio, events);
      connection.setRemoteDescription(withoutCandidates(sdp), 'offer');
      return { peer, answer: await gathered };
    } catch (cause) {
      connection.close();
      if (cause instanceof WhepRefusal) throw cause;
      throw new WhepRefusal(
        400,
        'webrtc-offer',
        'The offer cannot be answered: it is incomplete or contradicts itself.',
      );
    }
  }

  /** Whether it left without a word. */
  get isSilent(): boolean {
    return this.#heardAt !== undefined && performance.now() - this.#heardAt > SILENCE_MS;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#deadline);
    for (const sender of [this.video, this.audio]) sender?.leave();
    for (const track of this.#tracks) track.close();
    this.connection.close();
    this.events.onClosed();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Whatever fails here is this one connection's end. */
  #guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      setImmediate(() => {
        this.close();
        this.events.onError(error);
      });
    }
  }

  #opened(): void {
    if (this.#isOpen || this.#isClosed) return;
    this.#isOpen = true;
    clearTimeout(this.#deadline);
    this.events.onOpen();
  }

  /** Whatever a viewer sends is asked for here, or means nothing. */
  #heard(packet: Buffer): void {
    this.#heardAt = performance.now();
    if (this.#isClosed || !isRtcp(packet)) return;
    try {
      for (const feedback of readRtcpFeedback(packet)) {
        if (feedback.ssrc !== this.video.ssrc) continue;
        if (feedback.kind === 'nack') this.video.sendAgain(feedback.sequenceNumbers);
        else this.events.onKeyframeWanted();
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
    }
  }
}

/**
 * The library remembers each track until it was told to somebody that it is closed, and reads it again when everything is cleaned up: one
 * that the garbage collector took before would be read from memory that is another's.
 */
const kept = new Set<unknown>();
/** What a call of the library still does with a track after it told so. */
const KEPT_MS = 10_000;

function keptUntilClosed(track: Track): Track {
  kept.add(track);
  track.onClosed(() => void setTimeout(() => kept.delete(track), KEPT_MS).unref());
  return track;
}

type AddedTrack = { readonly track: Track; readonly payloadType: number; readonly ssrc: number };

function addVideo(library: WebRtcLibrary, connection: PeerConnection, offered: OfferedMedia): AddedTrack {
  const ssrc = randomInt(1, 2 ** 32);
  const media = new library.Video(offered.mid, 'SendOnly');
  media.addH264Codec(offered.payloadType, offered.parameters);
  media.addSSRC(ssrc, NAME, NAME, 'video');
  return { track: keptUntilClosed(connection.addTrack(media)), payloadType: offered.payloadType, ssrc };
}

function addAudio(library: WebRtcLibrary, connection: PeerConnection, offered: OfferedMedia): AddedTrack {
  const ssrc = randomInt(1, 2 ** 32);
  const media = new library.Audio(offered.mid, 'SendOnly');
  // without "stereo" a browser plays one channel
  media.addOpusCodec(offered.payloadType, 'minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1');
  media.addSSRC(ssrc, NAME, NAME, 'audio');
  return { track: keptUntilClosed(connection.addTrack(media)), payloadType: offered.payloadType, ssrc };
}

function whenGathered(connection: PeerConnection): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no candidate was found')), GATHER_MS);
    connection.onGatheringStateChange((state) => {
      if (state !== 'complete') return;
      clearTimeout(timer);
      const description = connection.localDescription();
      if (description) resolve(description.sdp);
      else reject(new Error('there is no answer'));
    });
  });
}
