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
    const { key, query } = readStreamName('abc?token=1?2&x=%20');
    expect(key).toBe('abc');
    expect([...query]).toEqual([
      ['token', '1?2'],
      ['x', ' '],
    ]);
  });

  it('any text is a name or a protocol error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        try {
          expect(readStreamName(name).key).toBe(name.split('?')[0]);
        } catch (error) {
          expect(error).toBeInstanceOf(RtmpProtocolError);
        }
      }),
    );
  });
});
