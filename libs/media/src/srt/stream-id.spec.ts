import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStreamId, StreamIdError } from './stream-id.js';

/** What was read, with its query as text. */
function read(text: string): unknown {
  const { query, ...target } = readStreamId(text);
  return { ...target, query: query.toString() };
}
const publishing = (app: string, key: string, query = '') => ({ mode: 'publish', app, key, query });
const playing = (app: string, key: string, query = '') => ({ mode: 'play', app, key, query });

describe('a stream id', () => {
  it.each([
    ['#!::m=publish,k=KEY', publishing('live', 'KEY')],
    ['#!::r=room,m=publish,k=KEY', publishing('live', 'KEY')],
    ['#!::k=KEY', publishing('live', 'KEY')],
    ['#!::u=me,h=host,m=publish,r=live/KEY', publishing('live', 'KEY')],
    ['%23!::r%3Droom%2Cm%3Dpublish%2Ck%3DKEY', publishing('live', 'KEY')],
    ['%23!::m=publish,k=KEY', publishing('live', 'KEY')],
    ['KEY', publishing('live', 'KEY')],
    ['live/KEY', publishing('live', 'KEY')],
    ['mytv/room?key=KEY', publishing('mytv', 'room', 'key=KEY')],
    ['#!::r=mytv/room,m=publish,k=KEY', publishing('mytv', 'room', 'key=KEY')],
    ['#!::r=mytv/room,m=publish', publishing('mytv', 'room')],
    ['#!::r=s1,m=publish,s=TOKEN', publishing('live', 's1', 'token=TOKEN')],
    ['#!::r=s1,m=request', playing('live', 's1')],
    ['#!::r=s1', playing('live', 's1')],
    ['#!::m=request,r=mytv/room', playing('mytv', 'room')],
    ['#!::m=request,r=s1,s=TOKEN', playing('live', 's1', 'token=TOKEN')],
  ])('%s', (text, target) => {
    expect(read(text)).toEqual(target);
  });

  it.each([
    ['', /missing/],
    ['x'.repeat(513), /512 bytes/],
    ['#!::m=publish', /no stream key/],
    ['#!::m=publish,r=', /no stream key/],
    ['#!::m=publish,k=', /no stream key/],
    ['#!::m=request,r=/', /no session/],
    ['#!::m=request', /no session/],
    ['#!::', /without a name/],
    ['#!::m=publish,k', /without a name/],
    ['#!::m=publish,m=request,k=KEY', /m twice/],
    ['#!::m=constructor,k=KEY', /mode \(m\) is constructor/],
    ['#!:m=publish', /begins not with/],
    ['KEY%zz', /percent sign/],
    ['a\u0000b', /control characters/],
    ['\ufffd', /control characters/],
    ['///', /no stream key/],
  ])('%j is refused', (text, reason) => {
    expect(() => readStreamId(text)).toThrow(reason);
    expect(() => readStreamId(text)).toThrow(StreamIdError);
  });

  it('never is anything but a target or a refusal that names no key', () => {
    const piece = fc.constantFrom(
      '#!::',
      '#!:',
      'm=',
      'k=',
      'r=',
      's=',
      ',',
      '=',
      '/',
      '?',
      'publish',
      '%23',
      '%',
    );
    const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 6 }))).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (streamId) => {
        try {
          const { mode, app, key } = readStreamId(streamId);
          expect(['publish', 'play']).toContain(mode);
          expect(`${app}${key}`).not.toMatch(/[\p{Cc}\p{Cs}]/u);
          expect(key).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(StreamIdError);
        }
      }),
    );
  });

  it('is the same percent-encoded, whatever the key', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_.-]{1,60}$/);
    fc.assert(
      fc.property(name, name, (resource, key) => {
        const text = `#!::r=${resource},m=publish,k=${key}`;
        expect(read(encodeURIComponent(text))).toEqual(publishing('live', key));
        expect(read(text)).toEqual(publishing('live', key));
        expect(read(key)).toEqual(publishing('live', key));
      }),
    );
  });
});
