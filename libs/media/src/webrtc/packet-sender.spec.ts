import { readRtpPacket, RTP_HEADER_BYTES, writeRtpHeader } from '@lockstep/formats';
import type { Track } from 'node-datachannel';
import { expect, it } from 'vitest';
import { PacketSender } from './packet-sender.js';

/** What goes to the network, in place of a track; `isOpen` as long as nobody says otherwise. */
function line() {
  const sent: Buffer[] = [];
  const state = { isOpen: true };
  const track = {
    isOpen: () => state.isOpen,
    sendMessageBinary: (packet: Buffer) => sent.push(Buffer.from(packet)) > 0,
  } as unknown as Track;
  return { track, sent, state };
}

function packet(timestamp: number): Buffer {
  const bytes = Buffer.alloc(RTP_HEADER_BYTES + 1, timestamp & 0xff);
  writeRtpHeader(bytes, { payloadType: 0, marker: true, sequenceNumber: 0, timestamp, ssrc: 0 });
  return bytes;
}

const timesOf = (packets: readonly Buffer[]): number[] =>
  packets.map((bytes) => readRtpPacket(bytes).timestamp);

it('numbers packets for its own viewer, also where others get them', () => {
  const [first, second] = [line(), line()];
  const senders = [new PacketSender(first.track, 102, 7), new PacketSender(second.track, 98, 8)];
  for (const shared of [packet(1), packet(2)]) for (const sender of senders) sender.send(shared);
  const read = [first, second].map(({ sent }) => sent.map((bytes) => readRtpPacket(bytes)));
  for (const [one, two] of read)
    expect(((two?.sequenceNumber ?? 0) - (one?.sequenceNumber ?? 0)) & 0xffff).toBe(1);
  expect(read.map(([one]) => [one?.payloadType, one?.ssrc, one?.timestamp])).toEqual([
    [102, 7, 1],
    [98, 8, 1],
  ]);
});

it('sends again what is asked for under the number that it had, over the wrap of numbers too, and forgets what is old', () => {
  const { track, sent } = line();
  const sender = new PacketSender(track, 102, 7);
  for (let i = 0; i < 70_000; i++) sender.send(packet(i));
  const numbers = sent.splice(0).map((bytes) => readRtpPacket(bytes).sequenceNumber);
  const asked = numbers.slice(-2);
  sender.sendAgain(asked);
  expect(timesOf(sent)).toEqual([69_998, 69_999]);
  expect(sent.map((bytes) => readRtpPacket(bytes).sequenceNumber)).toEqual(asked);
  sender.sendAgain(numbers.slice(-513, -512));
  sender.sendAgain([((numbers.at(-1) ?? 0) + 1) & 0xffff]);
  expect(sent).toHaveLength(2);
});

it('does not double what it sends to a line that takes nothing', () => {
  const { track, sent } = line();
  const sender = new PacketSender(track, 102, 7);
  for (let i = 0; i < 512; i++) sender.send(packet(i));
  const numbers = sent.splice(0).map((bytes) => readRtpPacket(bytes).sequenceNumber);
  for (let times = 0; times < 10; times++) sender.sendAgain(numbers);
  expect(sent.length).toBeLessThan(512);
});

it('sends nothing to who has left', () => {
  const { track, sent, state } = line();
  const sender = new PacketSender(track, 102, 7);
  state.isOpen = false;
  sender.send(packet(1));
  sender.report({ timestamp: 1, wallClockMs: 1 });
  sender.leave();
  expect(sent).toEqual([]);
});
