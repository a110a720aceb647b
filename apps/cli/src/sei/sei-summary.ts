import { LESSON_UUID } from '@lockstep/sei';
import type { VideoFrame } from '../video/video-frame.js';
import { VIDEO_FORMATS, type VideoFormat } from '../video/video-format.js';
import type { MessageDescription } from './describe-message.js';

/** payloadType. H.264 and H.265, Annex D. */
const PAYLOAD_NAMES: Readonly<Record<number, string>> = {
  0: 'buffering_period',
  1: 'pic_timing',
  2: 'pan_scan_rect',
  3: 'filler_payload',
  4: 'user_data_registered_itu_t_t35',
  5: 'user_data_unregistered',
  6: 'recovery_point',
  19: 'film_grain_characteristics',
  45: 'frame_packing_arrangement',
  47: 'display_orientation',
  128: 'structure_of_pictures_info',
  129: 'active_parameter_sets',
  130: 'decoding_unit_info',
  132: 'decoded_picture_hash',
  137: 'mastering_display_colour_volume',
  144: 'content_light_level_info',
  147: 'alternative_transfer_characteristics',
};
const CODEC_NAMES = { h264: 'H.264', h265: 'H.265' };
/** Named one by one; a stream that lost more has another problem. */
const MOST_GAPS_NAMED = 10;

type Group = { messages: number; bytes: number; firstFrame: number; firstPtsMs: number };

/** Gathers what `inspect --summary` tells. */
export class SeiSummary {
  #videoFrames = 0;
  #framesWithSei = 0;
  #lastFrameWithSei = -1;
  #codec = '';
  #startMs = Infinity;
  #endMs = -Infinity;
  readonly #groups = new Map<string, Group>();
  #events = 0;
  #repeats = 0;
  #snapshots = 0;
  #unreadable = 0;
  readonly #seqs = new Set<number>();

  addFrame({ codec, ptsMs }: VideoFrame): void {
    this.#videoFrames++;
    this.#codec = CODEC_NAMES[codec];
    this.#startMs = Math.min(this.#startMs, ptsMs);
    this.#endMs = Math.max(this.#endMs, ptsMs);
  }

  addMessage(description: MessageDescription): void {
    const { frame, ptsMs, payloadType, uuid, size, message, error } = description;
    if (frame !== this.#lastFrameWithSei) this.#framesWithSei++;
    this.#lastFrameWithSei = frame;
    const key = `${payloadType} ${uuid ?? ''}`;
    const group = this.#groups.get(key) ?? { messages: 0, bytes: 0, firstFrame: frame, firstPtsMs: ptsMs };
    this.#groups.set(key, { ...group, messages: group.messages + 1, bytes: group.bytes + size });
    if (error !== undefined) this.#unreadable++;
    if (!message) return;
    if (message.snapshot) this.#snapshots++;
    else if (message.repeat) this.#repeats++;
    else this.#events++;
    if (!message.snapshot) this.#seqs.add(message.seq);
  }

  /** @param name of the input */
  text(name: string, format: VideoFormat): string {
    const lines = [`${name}: ${VIDEO_FORMATS[format].label}, ${this.#describeVideo()}`];
    if (this.#groups.size === 0) lines.push('No SEI messages.');
    else
      lines.push(`SEI in ${this.#framesWithSei} of ${count(this.#videoFrames, 'frame')}:`, ...this.#table());
    if (this.#events + this.#repeats + this.#snapshots > 0) lines.push(...this.#describeLesson());
    if (this.#unreadable > 0) lines.push(`Malformed messages: ${this.#unreadable}`);
    return lines.join('\n');
  }

  #describeVideo(): string {
    if (this.#videoFrames === 0) return 'no H.264 or H.265 frames';
    const videoFrames = count(this.#videoFrames, `${this.#codec} frame`);
    return `${videoFrames} at ${seconds(this.#startMs)} to ${seconds(this.#endMs)}`;
  }

  #table(): string[] {
    const rows = [...this.#groups]
      .sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
      .map(([key, { messages, bytes, firstFrame, firstPtsMs }]) => {
        const [type = '', uuid = ''] = key.split(' ');
        const name = PAYLOAD_NAMES[Number(type)] ?? '';
        const whose = uuid === LESSON_UUID ? `${uuid} (lesson)` : uuid;
        return [
          type,
          name,
          whose,
          String(messages),
          String(bytes),
          `frame ${firstFrame} (${seconds(firstPtsMs)})`,
        ];
      });
    const table = [['type', 'name', 'uuid', 'messages', 'bytes', 'first'], ...rows];
    const widths =
      table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
    const isNumber = (column: number): boolean => column === 0 || column === 3 || column === 4;
    return table.map((row) =>
      `  ${row.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd(),
    );
  }

  #describeLesson(): string[] {
    const counts = [
      count(this.#events, 'event'),
      count(this.#repeats, 'repeat'),
      count(this.#snapshots, 'snapshot'),
    ].join(', ');
    const seqs = [...this.#seqs].sort((a, b) => a - b);
    const [first] = seqs;
    const last = seqs.at(-1);
    if (first === undefined || last === undefined) return [`Lesson: ${counts}`];
    return [`Lesson: ${counts}, seq ${first} to ${last}, ${describeGaps(seqs)}`];
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

function describeGaps(seqs: readonly number[]): string {
  const gaps = seqs.flatMap((seq, index) => {
    const expected = (seqs[index - 1] ?? seq - 1) + 1;
    if (seq === expected) return [];
    return [seq - 1 === expected ? `${expected}` : `${expected} to ${seq - 1}`];
  });
  if (gaps.length === 0) return 'no gaps';
  const more = gaps.length > MOST_GAPS_NAMED ? ', …' : '';
  return `missing ${gaps.slice(0, MOST_GAPS_NAMED).join(', ')}${more}`;
}
