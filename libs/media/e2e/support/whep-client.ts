import { H264Depayloader, isRtcp, readRtpPacket, type RtpPacket } from '@lockstep/formats';
import { joinLengthPrefixed } from '@lockstep/sei';
import * as rtc from 'node-datachannel';

/** An access unit as it came: parameter sets included, length-prefixed. */
export type ReceivedFrame = { readonly timestamp: number; readonly bytes: Uint8Array };

/** A viewer by WebRTC that is no browser: takes what is sent and asks for nothing by itself. */
export class WhepClient implements AsyncDisposable {
  readonly packets: RtpPacket[] = [];
  readonly audio: RtpPacket[] = [];
  readonly #connection = new rtc.PeerConnection('viewer', { iceServers: [], bindAddress: '127.0.0.1' });
  readonly #video: rtc.Track;
  readonly #sound: rtc.Track | undefined;
  state = 'new';
  sdp = '';
  location = '';
  etag = '';

  private constructor(withAudio: boolean) {
    const video = new rtc.Video('0', 'SendRecv');
    video.addH264Codec(102, 'profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1');
    this.#video = this.#connection.addTrack(video);
    this.#video.onMessage((packet) => !isRtcp(packet) && this.packets.push(readRtpPacket(packet)));
    if (withAudio) {
      const audio = new rtc.Audio('1', 'RecvOnly');
      audio.addOpusCodec(111);
      this.#sound = this.#connection.addTrack(audio);
      this.#sound.onMessage((packet) => !isRtcp(packet) && this.audio.push(readRtpPacket(packet)));
    }
    for (const track of [this.#video, this.#sound]) track?.onClosed(() => undefined);
    this.#connection.onStateChange((state) => (this.state = state));
  }

  static async offer({ withAudio = false } = {}): Promise<WhepClient> {
    const client = new WhepClient(withAudio);
    client.sdp = await new Promise<string>((resolve) => {
      client.#connection.onGatheringStateChange((state) => {
        if (state === 'complete') resolve(client.#connection.localDescription()?.sdp ?? '');
      });
      client.#connection.setLocalDescription('offer');
    });
    return client;
  }

  /** Watches what is at an address. @throws Error with the answer where it is refused */
  static async watch(
    url: string,
    {
      headers = {},
      ...options
    }: { readonly withAudio?: boolean; readonly headers?: Record<string, string> } = {},
  ): Promise<WhepClient> {
    const client = await WhepClient.offer(options);
    const response = await post(url, client.sdp, headers);
    const text = await response.text();
    if (response.status !== 201) {
      await client[Symbol.asyncDispose]();
      throw new Error(text);
    }
    client.location = new URL(response.headers.get('location') ?? '', url).href;
    client.etag = response.headers.get('etag') ?? '';
    client.#connection.setRemoteDescription(text, 'answer');
    return client;
  }

  /** Complete access units, in the order in which they came. */
  get frames(): ReceivedFrame[] {
    const reader = new H264Depayloader();
    const frames: ReceivedFrame[] = [];
    let nalUnits: Uint8Array[] = [];
    for (const { payload, marker, timestamp } of this.packets) {
      nalUnits.push(...reader.push(payload));
      if (!marker) continue;
      frames.push({ timestamp, bytes: joinLengthPrefixed(nalUnits, 4) });
      nalUnits = [];
    }
    return frames;
  }

  /** RTCP to the sender of the video. */
  send(format: number, type: number, body: readonly number[] = []): void {
    const ssrc = this.packets[0]?.ssrc ?? 0;
    const words = [ssrc >>> 24, (ssrc >>> 16) & 0xff, (ssrc >>> 8) & 0xff, ssrc & 0xff];
    const packet = [0x80 | format, type, 0, 2 + body.length / 4, 0, 0, 0, 1, ...words, ...body];
    this.#video.sendMessageBinary(Buffer.from(packet));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.location !== '') await fetch(this.location, { method: 'DELETE' });
    this.#video.close();
    this.#sound?.close();
    this.#connection.close();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/sdp', ...headers }, body });
