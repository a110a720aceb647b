import { randomInt } from 'node:crypto';
import { readdressRtp, type SenderReport, writeGoodbye, writeSenderReport } from '@lockstep/formats';
import type { Track } from 'node-datachannel';

/** What may be asked for again: half a second at 8 Mbit/s. A power of two that divides 2^16. */
const KEPT = 512;
/** Sent again at most so many packets a second: a viewer whose line takes nothing must not double what it is sent. */
const AGAIN_A_SECOND = 250;

/** One track of one viewer: numbers the packets that all share, and sends some of them again. */
export class PacketSender {
  readonly ssrc: number;
  #next = randomInt(2 ** 16);
  readonly #sent: (Buffer | undefined)[] = [];
  #packets = 0;
  #bytes = 0;
  #mayRepeat = AGAIN_A_SECOND;
  #refilledAt = performance.now();

  constructor(
    private readonly track: Track,
    private readonly payloadType: number,
    ssrc: number,
  ) {
    this.ssrc = ssrc;
  }

  get isOpen(): boolean {
    return this.track.isOpen();
  }

  /** Packets that were sent, repetitions included. */
  get packets(): number {
    return this.#packets;
  }

  get bytes(): number {
    return this.#bytes;
  }

  send(packet: Buffer): void {
    const number = this.#next;
    this.#next = (number + 1) & 0xffff;
    this.#sent[number % KEPT] = packet;
    this.#write(packet, number);
  }

  /** What is not kept any more stays lost. */
  sendAgain(numbers: readonly number[]): void {
    const nowMs = performance.now();
    this.#mayRepeat = Math.min(
      AGAIN_A_SECOND,
      this.#mayRepeat + ((nowMs - this.#refilledAt) / 1000) * AGAIN_A_SECOND,
    );
    this.#refilledAt = nowMs;
    for (const number of numbers) {
      const age = (this.#next - number) & 0xffff;
      const packet = this.#sent[number % KEPT];
      if (age === 0 || age > KEPT || packet === undefined || this.#mayRepeat < 1) continue;
      this.#mayRepeat--;
      this.#write(packet, number);
    }
  }

  report(now: Pick<SenderReport, 'timestamp' | 'wallClockMs'>): void {
    const { ssrc } = this;
    this.#pass(Buffer.from(writeSenderReport({ ssrc, ...now, packets: this.#packets, bytes: this.#bytes })));
  }

  leave(): void {
    this.#pass(Buffer.from(writeGoodbye(this.ssrc)));
  }

  #write(packet: Buffer, sequenceNumber: number): void {
    const { payloadType, ssrc } = this;
    readdressRtp(packet, { payloadType, sequenceNumber, ssrc });
    this.#pass(packet);
    this.#packets++;
    this.#bytes += packet.length;
  }

  /** The library throws where the viewer has just left, and an error in one of its own calls would end the process. */
  #pass(packet: Buffer): void {
    if (!this.track.isOpen()) return;
    try {
      this.track.sendMessageBinary(packet);
    } catch {
      // it is told of by the state of the connection
    }
  }
}
