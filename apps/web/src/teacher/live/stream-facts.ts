import type { StreamStatus } from '@lockstep/contracts';
import { formatSeconds } from '../../i18n/format.js';
import type { Texts } from '../../i18n/texts.js';

/** As the standards write them. */
const codecNames: Readonly<Record<string, string>> = { h264: 'H.264', hevc: 'H.265', aac: 'AAC' };

/** Percent of the packets that were missing at first. */
const shareLost = ({ packets, lostPackets }: NonNullable<StreamStatus['line']>): number =>
  (100 * lostPackets) / Math.max(1, packets + lostPackets);

type Fact = { readonly name: string; readonly value: string };

/** What arrives of a stream, in the units that encoders show; what is not known yet is left out. */
export function factsOf(status: StreamStatus, words: Texts['teacher']['stream'], tag: string): Fact[] {
  const { video, audio, bitrate, frameRate, keyFrameIntervalMs, audioOffsetMs, line, viewers } = status;
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value);
  const sound =
    audio && `${codecNames[audio.codec] ?? audio.codec} · ${number(audio.sampleRate / 1000, 1)} kHz`;
  const facts: (Fact | null)[] = [
    video && {
      name: words.video,
      value: `${codecNames[video.codec] ?? video.codec} · ${video.width}×${video.height}`,
    },
    video && { name: words.audio, value: sound ?? words.noAudio },
    bitrate === null ? null : { name: words.bitrate, value: `${number(bitrate / 1000, 0)} kbit/s` },
    frameRate === null ? null : { name: words.frameRate, value: words.perSecond(number(frameRate, 2)) },
    keyFrameIntervalMs === null
      ? null
      : { name: words.keyFrames, value: words.every(formatSeconds(keyFrameIntervalMs, tag)) },
    audioOffsetMs === null
      ? null
      : {
          name: words.audioOffset,
          value: words.offset(audioOffsetMs, formatSeconds(Math.abs(audioOffsetMs), tag)),
        },
    line === undefined
      ? null
      : {
          name: words.line,
          value: words.lineIs(number(line.rttMs, 0), number(shareLost(line), 1), line.droppedPackets),
        },
    { name: words.viewers, value: String(viewers) },
  ];
  return facts.filter((fact) => fact !== null);
}
