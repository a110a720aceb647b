import { describe, expect, it } from 'vitest';
import { findFfmpeg, Ladder, LiveStream, SeiStamper, type LadderAlarm, type Stamped } from '../src/index.js';
import { lessonMessages } from './support/access-units.js';
import { CollectingSink } from './support/collecting-sink.js';
import { recorded, type Recorded } from './support/flv-fixture.js';

const body = (text: string): Uint8Array => new TextEncoder().encode(text);
const TEMPLATE = {
  renditions: [
    { name: 'low', height: 90, videoKbps: 100 },
    { name: 'middle', height: 144, videoKbps: 200 },
    { name: 'beyond', height: 720, videoKbps: 2000 },
  ],
};

/** A stream with a ladder, whose publisher sends what was recorded. */
class LadderRoom implements AsyncDisposable {
  readonly stamped: Stamped[] = [];
  readonly alarms: LadderAlarm[] = [];
  readonly errors: unknown[] = [];
  readonly stream = new LiveStream({
    name: 'room',
    startAtMs: 5_000,
    stamper: new SeiStamper({
      snapshot: () => ({ seq: this.stamped.at(-1)?.seq ?? 0, body: body(`${this.stamped.length}`) }),
      onStamped: (stamped) => this.stamped.push(stamped),
    }),
  });
  readonly ladder: Ladder;
  readonly source = new CollectingSink();
  readonly sinks = new Map<string, CollectingSink>();
  readonly #publication;
  #seq = 0;

  private constructor(ffmpeg: string, trustedRelay: boolean) {
    this.#publication = this.stream.publish({ id: 'teacher', kind: 'test', trustedRelay });
    this.stream.subscribe(this.source);
    this.ladder = new Ladder({
      source: this.stream,
      template: TEMPLATE,
      ffmpeg,
      onAlarm: (alarm) => this.alarms.push(alarm),
      onError: (error) => this.errors.push(error),
    });
  }

  static async open({ trustedRelay = false } = {}): Promise<LadderRoom> {
    return new LadderRoom(await findFfmpeg(), trustedRelay);
  }

  /** From one video frame to another. Every fifth gets an event, and now and then a large one. */
  push({ headers, frames }: Recorded, from = 0, to = Infinity): void {
    if (from === 0) this.#publication.setHeaders(headers);
    let number = -1;
    for (const frame of frames) {
      if (frame.kind === 'video') number++;
      if (number < from || number >= to) continue;
      if (frame.kind === 'video' && number % 5 === 0) {
        const seq = ++this.#seq;
        const text = 'x'.repeat(seq % 7 === 0 ? 5000 : 20);
        this.stream.stamper.stamp({ seq, body: body(text), repeat: true }).catch(() => undefined);
      }
      this.#publication.push(frame);
    }
    for (const { name, stream } of this.stream.renditions.all) {
      if (this.sinks.has(name)) continue;
      const sink = new CollectingSink();
      stream.subscribe(sink);
      this.sinks.set(name, sink);
    }
  }

  end(): void {
    this.#publication.end('over');
  }

  /** A rendition has this many frames. */
  async until(name: string, frames: number): Promise<void> {
    await expect.poll(() => this.sink(name).video.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(frames);
  }

  sink(name: string): CollectingSink {
    const sink = this.sinks.get(name);
    if (!sink) throw new Error(`no rendition ${name}`);
    return sink;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ladder[Symbol.asyncDispose]();
    await this.stream[Symbol.asyncDispose]();
  }
}

function isRunning(pid: number | undefined): boolean {
  try {
    return process.kill(pid ?? NaN, 0);
  } catch {
    return false;
  }
}

const shown = ({ video }: CollectingSink): number[] => video.map(({ ptsMs }) => ptsMs).sort((a, b) => a - b);
const entries = ({ video }: CollectingSink): number[] =>
  video.filter(({ isRandomAccess }) => isRandomAccess).map(({ ptsMs }) => ptsMs);
const events = ({
  video,
}: CollectingSink): { seq: number; snapshot: boolean; ptsMs: number | undefined; text: string }[] =>
  lessonMessages(video.map(({ bytes }) => bytes)).flatMap((messages, i) =>
    messages.map(({ seq, snapshot, body }) => ({
      seq,
      snapshot,
      ptsMs: video[i]?.ptsMs,
      text: Buffer.from(body).toString(),
    })),
  );

/** What a rendition has so far, beside the same of the source. */
function expectSame(room: LadderRoom, name: string, media: 'all' | 'without audio' = 'all'): void {
  const [sink, { source }] = [room.sink(name), room];
  expect(shown(sink)).toEqual(shown(source));
  expect(events(sink).filter(({ snapshot }) => !snapshot)).toEqual(
    events(source).filter(({ snapshot }) => !snapshot),
  );
  if (media === 'without audio') return;
  const audio = sink.audio.map(({ dtsMs }) => dtsMs);
  expect(audio).toEqual(source.audio.map(({ dtsMs }) => dtsMs).slice(0, audio.length));
  expect(audio.length).toBeGreaterThan(0.9 * source.audio.length);
}

describe('the renditions of a stream', () => {
  it('show every frame at its time, are entered where the source is, and carry its events on the same frames', async () => {
    await using room = await LadderRoom.open();
    room.push(await recorded({ seconds: 6, bFrames: 2, gop: 40 }));
    room.end();
    expect(room.ladder.status.renditions.map(({ name, width }) => [name, width])).toEqual([
      ['middle', 256],
      ['low', 160],
    ]);
    for (const name of ['middle', 'low']) {
      await room.until(name, room.source.video.length);
      expectSame(room, name);
      expect(entries(room.sink(name))).toEqual(entries(room.source));
      expect(events(room.sink(name))).toEqual(events(room.source));
    }
    expect(room.errors).toEqual([]);
    expect(room.alarms).toEqual([]);
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'go on without a gap when their process gets %s, and say so',
    async (signal) => {
      await using room = await LadderRoom.open();
      const media = await recorded({ seconds: 6, gop: 50 });
      room.push(media, 0, 75);
      for (const name of ['middle', 'low']) await room.until(name, 60);
      const { pid } = room.ladder.status;
      process.kill(pid ?? NaN, signal);
      room.push(media, 75, 90);
      await expect.poll(() => room.ladder.status.restarts, { timeout: 10_000 }).toBe(1);
      room.push(media, 90);
      room.end();
      for (const name of ['middle', 'low']) {
        await room.until(name, room.source.video.length);
        expectSame(room, name);
      }
      const kind = signal === 'SIGKILL' ? 'died' : 'stalled';
      expect(room.alarms.map((alarm) => [alarm.kind, alarm.active])).toEqual([
        [kind, true],
        [kind, false],
      ]);
      expect(isRunning(pid)).toBe(false);
    },
  );
});

describe('the ladder of a running stream', () => {
  it('changes its template without a break: the rendition that stays has every frame, the new one the state', async () => {
    await using room = await LadderRoom.open();
    const media = await recorded({ seconds: 6, gop: 50 });
    room.push(media, 0, 75);
    await room.until('low', 60);
    const { pid } = room.ladder.status;
    room.ladder.change({
      renditions: [
        { name: 'low', height: 90, videoKbps: 80, profile: 'baseline' },
        { name: 'half', height: 120, videoKbps: 100, frameRate: 12.5 },
      ],
      crop: { x: 0.1, y: 0, width: 0.8, height: 1 },
      blur: [{ x: 0, y: 0.5, width: 0.25, height: 0.25 }],
      watermark: { corner: 'top-right', text: "it's: 100 % [our] \\ text", showsTime: true },
    });
    room.push(media, 75, 99);
    expect(room.ladder.status.pid).toBe(pid); // until decoders can begin anew
    room.push(media, 99);
    room.end();
    await room.until('low', room.source.video.length);
    expectSame(room, 'low');
    expect(entries(room.sink('low'))).toEqual(entries(room.source));
    const half = room.sink('half');
    await room.until('half', 25);
    expect(entries(half)).toEqual(entries(room.source).slice(2));
    expect(room.sink('middle').ended).toBe('it is not made any more');
    expect(half.headers[0]?.video).toMatchObject({ width: 170, height: 120 });
    const carried = events(half);
    const ptsMs = half.video[0]?.ptsMs;
    const stateAt = ({ snapshot, ...one }: (typeof carried)[number]) => snapshot && one.ptsMs === ptsMs;
    expect(carried.find(stateAt)).toEqual(events(room.source).find(stateAt));
    expect(carried.find(stateAt)).toBeDefined();
    const decided = new Map(room.stamped.map(({ seq, ptsMs }) => [seq, ptsMs]));
    for (const { seq, ptsMs = NaN } of carried.filter(({ snapshot }) => !snapshot)) {
      expect(ptsMs - (decided.get(seq) ?? NaN)).toBeLessThanOrEqual(40);
      expect(ptsMs - (decided.get(seq) ?? NaN)).toBeGreaterThanOrEqual(0);
    }
    expect(room.alarms).toEqual([]);
  });

  it('makes none of a trusted relay, whose events an encoder would lose', async () => {
    await using room = await LadderRoom.open({ trustedRelay: true });
    room.push(await recorded({ seconds: 2 }));
    expect(room.ladder.status).toMatchObject({ pid: undefined, restarts: 0 });
    expect([...room.sinks.values()].flatMap(({ video }) => video)).toEqual([]);
  });

  it('leaves no process behind, and its renditions end', async () => {
    const room = await LadderRoom.open();
    room.push(await recorded({ seconds: 2 }));
    await room.until('low', 10);
    const { pid } = room.ladder.status;
    expect(isRunning(pid)).toBe(true);
    await room[Symbol.asyncDispose]();
    expect(isRunning(pid)).toBe(false);
    expect(room.sink('low').ended).toBe('the renditions are not made any more');
    expect(room.stream.renditions.all).toEqual([]);
  });
});
