import { encodeEvent, encodeSnapshot, initialLessonState, RECORDING_SCHEMA } from '@lockstep/contracts';
import {
  box,
  editList,
  fourCc,
  metaItems,
  movieHeader,
  SampleTable,
  timedTextEntry,
  timedTextSample,
  trackBox,
  u32,
  visualSampleEntry,
  writeBoxes,
} from '@lockstep/formats';
import {
  AVCC,
  blackConfiguration,
  blackFrame,
  BLACK_SIZE,
  insertSei,
  lessonSeiNalUnits,
} from '@lockstep/sei';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openMediaFile } from './media-file.js';
import { RecordingFile } from './recording-file.js';

const START_MS = 7000;
const FRAME_MS = 40;

type Frame = { readonly ptsMs: number; readonly bytes: Uint8Array };
type Parts = {
  readonly frames: readonly Frame[];
  readonly items?: Readonly<Record<string, string>>;
  readonly chapters?: readonly string[];
};

/** Places of bytes that follow each other. */
function placed<T extends { readonly bytes: Uint8Array }>(
  parts: readonly T[],
  from: number,
): (T & { readonly offset: number })[] {
  let offset = from;
  return parts.map((part) => {
    const place = { ...part, offset };
    offset += part.bytes.length;
    return place;
  });
}

/** A file as recordings are finished: tables, items, media. */
function movie({ frames, items = {}, chapters = [] }: Parts): Blob {
  const texts = chapters.map((title) => ({ title, bytes: timedTextSample(title) }));
  const files = Object.entries(items).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  const write = (base: number): { head: Uint8Array; media: Uint8Array } => {
    const all = placed<{ bytes: Uint8Array }>([...frames, ...texts, ...files], base);
    const video = new SampleTable();
    frames.forEach(({ ptsMs, bytes }, i) =>
      video.add({
        ...{
          offset: all[i]?.offset ?? 0,
          size: bytes.length,
          decodeTime: ptsMs - START_MS,
          durationTicks: FRAME_MS,
        },
        ...{ compositionOffset: 0, isRandomAccess: true, entryIndex: 0 },
      }),
    );
    const names = new SampleTable();
    texts.forEach(({ bytes }, i) =>
      names.add({
        ...{ offset: all[frames.length + i]?.offset ?? 0, size: bytes.length, decodeTime: 80 * i },
        ...{ durationTicks: 80, compositionOffset: 0, isRandomAccess: true, entryIndex: 0 },
      }),
    );
    const tracks = [
      trackBox({
        ...{ trackId: 1, ...BLACK_SIZE, timescale: 1000, handler: 'vide', chapters: 2 },
        sampleTable: video.boxes([visualSampleEntry({ ...BLACK_SIZE, avcC: blackConfiguration() })], 0),
        edits: editList({ delayMs: 0, durationMs: 1000, mediaTime: 0 }),
      }),
      ...(texts.length > 0
        ? [
            trackBox({
              trackId: 2,
              timescale: 1000,
              handler: 'text',
              sampleTable: names.boxes([timedTextEntry()], 0),
            }),
          ]
        : []),
    ];
    const places = files.map(({ name, bytes }, i) => ({
      ...{ name, contentType: 'application/json', length: bytes.length },
      offset: all[frames.length + texts.length + i]?.offset ?? 0,
    }));
    const head = writeBoxes(
      box('ftyp', fourCc('isom'), u32(0)),
      box('moov', movieHeader({ nextTrackId: 3 }), ...tracks),
      metaItems(places),
    );
    return { head, media: Buffer.concat([...frames, ...texts, ...files].map(({ bytes }) => bytes)) };
  };
  const { head } = write(0);
  const { head: whole, media } = write(head.length + 8);
  return new Blob([whole, writeBoxes(box('mdat', media))] as BlobPart[]);
}

const frameWith = (
  ptsMs: number,
  messages: readonly { seq: number; snapshot?: boolean; body: Uint8Array }[],
): Frame => ({
  ptsMs,
  bytes: insertSei(
    blackFrame(0),
    messages.flatMap(({ seq, snapshot = false, body }) =>
      lessonSeiNalUnits({ seq, snapshot, repeat: false, wallClockMs: 0, body }),
    ),
    AVCC,
  ),
});

const slide = (seq: number, index: number) => ({
  seq,
  body: encodeEvent({ type: 'slide.shown', deckId: 'deck', index }),
});
const snapshot = (seq: number, index: number) => ({
  seq,
  snapshot: true,
  body: encodeSnapshot({ ...initialLessonState, slide: { deckId: 'deck', index, step: 0 } }),
});
const lesson = {
  ...{ schema: RECORDING_SCHEMA, title: 'Go', language: 'en' },
  ...{ startPtsMs: START_MS, endPtsMs: START_MS + 160, decks: ['deck'] },
};

async function open(blob: Blob): Promise<RecordingFile> {
  const file = openMediaFile(blob);
  onTestFinished(() => file.close());
  return RecordingFile.open(file, new AbortController().signal);
}

describe('a recording', () => {
  it('says its title, times, chapters, events and slides', async () => {
    const index = [
      { seq: 1, ptsMs: START_MS, frame: 0, event: { type: 'slide.shown', deckId: 'deck', index: 3 } },
      { seq: 2, ptsMs: START_MS + 40, frame: 1, event: { type: 'slide.shown', deckId: 'deck', index: 'x' } },
      { seq: 3, ptsMs: START_MS + 80, frame: 2, event: { type: 'slide.shown', deckId: 'deck', index: 4 } },
    ];
    const { contents, items } = await open(
      movie({
        frames: [0, 40, 80, 120].map((ms) => frameWith(START_MS + ms, [])),
        items: {
          'lesson.json': JSON.stringify(lesson),
          'index.jsonl': index.map((line) => `${JSON.stringify(line)}\n`).join(''),
          'decks/deck.json': JSON.stringify({
            id: 'deck',
            slides: [{ index: 0, title: 'One', mediaType: 'image/webp' }],
          }),
          'decks/deck/slides/0': 'image',
        },
        chapters: ['Go', 'Went'],
      }),
    );
    expect(contents).toMatchObject({
      title: 'Go',
      language: 'en',
      startPtsMs: START_MS,
      endPtsMs: START_MS + 160,
    });
    expect(contents.chapters).toEqual([
      { ptsMs: START_MS, title: 'Go' },
      { ptsMs: START_MS + 80, title: 'Went' },
    ]);
    expect(contents.frames.count).toBe(4);
    // the body of the second one cannot be read: it is no event
    expect(contents.log.events.map(({ seq }) => seq)).toEqual([1, 3]);
    expect(contents.log.stateAt(START_MS + 79).slide?.index).toBe(3);
    expect(contents.log.stateAt(START_MS + 80).slide?.index).toBe(4);
    expect((await items.deck('deck'))?.slides[0]?.title).toBe('One');
    expect(await (await items.slide('deck', 0))?.text()).toBe('image');
    expect(await items.slide('deck', 1)).toBeUndefined();
    expect(await items.deck('other')).toBeUndefined();
  });

  it('without an index is searched for the messages in its frames', async () => {
    const { contents } = await open(
      movie({
        frames: [frameWith(START_MS, [slide(1, 1), snapshot(1, 1)]), frameWith(START_MS + 40, [slide(2, 5)])],
      }),
    );
    expect(contents.title).toBeNull();
    expect(contents.log.events).toMatchObject([
      { seq: 1, ptsMs: 0 },
      { seq: 2, ptsMs: 40 },
    ]);
  });

  it('with a pause goes on with the snapshot behind it', async () => {
    const { contents } = await open(
      movie({
        frames: [
          frameWith(START_MS, [slide(1, 1)]),
          frameWith(START_MS + 5000, [snapshot(9, 8)]),
          frameWith(START_MS + 5040, []),
        ],
        items: {
          'lesson.json': JSON.stringify(lesson),
          'index.jsonl': `${JSON.stringify({ seq: 1, ptsMs: START_MS, frame: 0, event: { type: 'slide.shown', deckId: 'deck', index: 1 } })}\n`,
        },
      }),
    );
    expect(contents.log.stateAt(START_MS + 4999).slide?.index).toBe(1);
    expect(contents.log.stateAt(START_MS + 5040).slide?.index).toBe(8);
  });
});

describe('a file that cannot be replayed', () => {
  const frames = [frameWith(START_MS, [])];
  it.each([
    ['no MP4', new Blob(['nothing of the kind']), 'not-mp4'],
    ['an empty file', new Blob([]), 'not-mp4'],
    [
      'a newer version',
      movie({ frames, items: { 'lesson.json': JSON.stringify({ ...lesson, schema: 2 }) } }),
      'newer-schema',
    ],
    ['a lesson without times', movie({ frames, items: { 'lesson.json': '{"schema":1}' } }), 'damaged'],
    ['an index that is no JSON', movie({ frames, items: { 'index.jsonl': '{"seq":' } }), 'damaged'],
    ['a line that is no event', movie({ frames, items: { 'index.jsonl': '{"seq":1}' } }), 'damaged'],
  ])('%s: %s', async (_, blob, reason) => {
    await expect(open(blob)).rejects.toMatchObject({ name: 'ReplayError', reason });
  });

  it('cut off within its items', async () => {
    const whole = movie({ frames, items: { 'lesson.json': JSON.stringify(lesson) } });
    await expect(open(whole.slice(0, whole.size - 5))).rejects.toMatchObject({ reason: 'damaged' });
  });
});
