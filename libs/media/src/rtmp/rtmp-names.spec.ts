import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readApp, readStreamName } from './rtmp-names.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

describe('the app of an address', () => {
  it.each([
    ['live', 'live'],
    ['live/', 'live'],
    ['live?vhost=a', 'live'],
    ['live/inst', 'live/inst'],
    ['课堂', '课堂'],
  ])('%j is %j', (app, expected) => {
    expect(readApp({ app })).toBe(expected);
    expect(readApp(new Map([['app', app]]))).toBe(expected);
  });

  it.each([
    null,
    undefined,
    'live',
    5,
    [],
    {},
    { app: 5 },
    { app: null },
    { app: 'a\0' },
    { app: 'a'.repeat(300) },
  ])('%j has none', (object) => expect(() => readApp(object)).toThrow(RtmpProtocolError));
});

describe('the name of a stream', () => {
  it('is a key and a query', () => {
    const { app, key, query } = readStreamName('live', 'abc?token=1?2&x=%20');
    expect([app, key]).toEqual(['live', 'abc']);
    expect([...query]).toEqual([
      ['token', '1?2'],
      ['x', ' '],
    ]);
  });

  it.each(['', null, undefined, '?token=1'])('%j: the key is the last part of the app', (name) => {
    expect(readStreamName('live/abc', name)).toMatchObject({ app: 'live', key: 'abc' });
    expect(readStreamName('live//abc', name)).toMatchObject({ app: 'live', key: 'abc' });
  });

  it.each([
    ['', 'the stream key is missing. Enter the address without the key as the server'],
    [null, 'the stream key is missing'],
    [5, 'no text'],
    ['a'.repeat(257), '257 characters; at most 256'],
    ['a\nb', 'control characters'],
  ])('%j is refused with the reason', (name, reason) => {
    expect(() => readStreamName('live', name)).toThrow(reason);
  });

  it('any text is a name or a protocol error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        try {
          expect(readStreamName('live', name).key).toBe(name.split('?')[0]);
        } catch (error) {
          expect(error).toBeInstanceOf(RtmpProtocolError);
        }
      }),
    );
  });
});
