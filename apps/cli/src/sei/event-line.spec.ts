import {
  LESSON_UUID,
  LessonMessageReader,
  readSeiNalUnit,
  readUserDataUnregistered,
  type LessonMessage,
} from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { EventLineReader, type EventRequest } from './event-line.js';

const read = (line: object, reader = new EventLineReader()): EventRequest =>
  reader.read(JSON.stringify(line), 1);

function userDataOf(request: EventRequest): { uuid: string; data: Uint8Array }[] {
  return request
    .nalUnits('h264')
    .flatMap((nal) => readSeiNalUnit(nal))
    .map(({ payload }) => readUserDataUnregistered(payload));
}

function lessonOf(request: EventRequest): (Omit<LessonMessage, 'body'> & { body: unknown }) | undefined {
  const reader = new LessonMessageReader();
  const message = userDataOf(request)
    .map(({ data }) => reader.push(data))
    .at(-1);
  return message && { ...message, body: JSON.parse(new TextDecoder().decode(message.body)) as unknown };
}

describe('a line of the events file', () => {
  it('puts text as UTF-8 at a frame', () => {
    const request = read({ frame: 7, data: 'é' });
    expect(request).toMatchObject({ at: { frame: 7 }, line: 1, isLesson: false });
    expect(userDataOf(request)).toEqual([{ uuid: LESSON_UUID, data: Uint8Array.of(0xc3, 0xa9) }]);
  });
  it('puts bytes with a UUID at a time', () => {
    const uuid = '00112233-4455-6677-8899-aabbccddeeff';
    const request = read({ ptsMs: 40.5, hex: '00FFa0', uuid });
    expect(request.at).toEqual({ ptsMs: 40.5 });
    expect(userDataOf(request)).toEqual([{ uuid, data: Uint8Array.of(0, 255, 160) }]);
  });
  it('puts a lesson event, with what it says of itself', () => {
    const event = { type: 'marker', name: 'here' };
    const request = read({ frame: 0, event, seq: 41, repeat: true, wallClockMs: 1234 });
    expect(lessonOf(request)).toEqual({
      seq: 41,
      repeat: true,
      snapshot: false,
      wallClockMs: 1234,
      body: event,
    });
  });
  it('puts a snapshot', () => {
    expect(lessonOf(read({ frame: 0, state: { slide: 2 }, seq: 7 }))).toMatchObject({
      seq: 7,
      snapshot: true,
      body: { slide: 2 },
    });
  });
  it('in fragments when the body is large', () => {
    const event = { type: 'big', pad: 'x'.repeat(5000) };
    const request = read({ frame: 0, event });
    expect(request.nalUnits('h264').length).toBeGreaterThan(1);
    expect(lessonOf(request)?.body).toEqual(event);
  });
  it('for H.265 in its own SEI NAL unit', () => {
    const [nal] = read({ frame: 0, data: 'x' }).nalUnits('h265');
    expect(nal?.[0]).toBe(39 << 1);
  });
});

it('counts events from 1, after the largest so far; a snapshot contains the last of them', () => {
  const reader = new EventLineReader();
  const lines = [
    { event: {} },
    { event: {} },
    { state: {} },
    { event: {}, seq: 10 },
    { event: {}, seq: 3 },
    { event: {} },
  ];
  const seqs = lines.map((line) => lessonOf(read({ frame: 0, ...line }, reader))?.seq);
  expect(seqs).toEqual([1, 2, 2, 10, 3, 11]);
});

describe('a wrong line', () => {
  const wrong = [
    { line: 'frame: 1', message: 'is no JSON' },
    { line: '[1]', message: 'must be a JSON object' },
    { line: 'null', message: 'must be a JSON object' },
    { line: '{"data":"x"}', message: 'needs either frame or ptsMs' },
    { line: '{"frame":1,"ptsMs":1,"data":"x"}', message: 'needs either frame or ptsMs' },
    { line: '{"frame":-1,"data":"x"}', message: 'frame must be a whole number from 0 on, not -1' },
    { line: '{"frame":1.5,"data":"x"}', message: 'frame must be a whole number' },
    { line: '{"frame":"1","data":"x"}', message: 'frame must be a whole number from 0 on, not "1"' },
    { line: '{"ptsMs":"1","data":"x"}', message: 'ptsMs must be a number, not "1"' },
    { line: '{"frame":1}', message: 'needs one of data, hex, event and state' },
    { line: '{"frame":1,"data":"x","hex":"00"}', message: 'not data and hex' },
    { line: '{"frame":1,"data":5}', message: 'data must be text' },
    { line: '{"frame":1,"hex":"0"}', message: 'hex must be text of two hexadecimal digits' },
    { line: '{"frame":1,"hex":"0g"}', message: 'hex must be' },
    { line: '{"frame":1,"data":"x","uuid":"1234"}', message: 'uuid "1234" is not a UUID' },
    { line: '{"frame":1,"data":"x","seq":1}', message: 'seq belongs to an event' },
    { line: '{"frame":1,"event":"x"}', message: 'event must be an object' },
    { line: '{"frame":1,"event":[]}', message: 'event must be an object' },
    { line: '{"frame":1,"state":null}', message: 'state must be an object' },
    {
      line: '{"frame":1,"event":{},"uuid":"5bbdd4ab-82fa-4e77-9424-3f7067522992"}',
      message: 'leave uuid out',
    },
    {
      line: '{"frame":1,"event":{},"seq":-1}',
      message: 'seq must be a whole number from 0 to 4294967295, not -1',
    },
    { line: '{"frame":1,"event":{},"seq":4294967296}', message: 'seq must be' },
    { line: '{"frame":1,"event":{},"repeat":"yes"}', message: 'repeat must be true or false' },
    { line: '{"frame":1,"event":{},"wallClockMs":1.5}', message: 'wallClockMs must be' },
    { line: '{"frame":1,"data":"x","ptsms":1}', message: "there is no field 'ptsms'" },
    { line: `{"frame":1,"event":{"pad":"${'x'.repeat(70_000)}"}}`, message: 'bytes of JSON, at most 65536' },
  ];
  it.each(wrong)('is told: $message', ({ line, message }) => {
    expect(() => new EventLineReader().read(line, 1)).toThrow(message);
  });
});
