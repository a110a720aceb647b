import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadFlvRequest, readFlvRequest } from './flv-request.js';

const read = (target: string) => readFlvRequest(target, 350);

describe('readFlvRequest', () => {
  it.each([
    ['/live/demo.flv', { name: 'demo' }],
    ['/live/demo.flv?', { name: 'demo' }],
    ['/live/demo.flv?t=1', { name: 'demo' }],
    ['/live/a.b.flv', { name: 'a.b' }],
    ['/live/%E8%AF%BE.flv', { name: '课' }],
    ['/live/demo.flv?class=economy', { name: 'demo', intervalMs: 350 }],
    ['/live/demo.flv?class=frame', { name: 'demo', intervalMs: 0 }],
    ['/live/demo.flv?batch=100', { name: 'demo', intervalMs: 100 }],
    ['/live/demo.flv?class=economy&batch=0', { name: 'demo', intervalMs: 0 }],
    ['/live/demo.flv?transfer=chunked', { name: 'demo', chunked: true }],
    ['/live/demo.flv?transfer=raw', { name: 'demo', chunked: false }],
  ])('reads %s', (target, request) => {
    expect(read(target)).toEqual(request);
  });

  it('takes the setting for what economy means', () => {
    expect(readFlvRequest('/live/demo.flv?class=economy', 100)?.intervalMs).toBe(100);
  });

  it.each([
    '/',
    '/live/',
    '/live/.flv',
    '/live/demo',
    '/live/demo.flv/',
    '/live/a/b.flv',
    '/x/live/demo.flv',
    '',
  ])('leaves %s to others', (target) => {
    expect(read(target)).toBeUndefined();
  });

  it.each([
    ['/live/demo.flv?batch=7', /"batch" is one of 0, 100, 350/],
    ['/live/demo.flv?class=first', /"class" is one of/],
    ['/live/demo.flv?transfer=x', /"transfer" is one of/],
    ['/live/%ff.flv', /percent-encoded/],
    [`/live/${'a'.repeat(201)}.flv`, /200 characters/],
  ])('refuses %s with a text', (target, text) => {
    expect(() => read(target)).toThrow(text);
  });

  it('throws nothing but BadFlvRequest, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, query) => {
        try {
          read(`/live/${name}.flv?${query}`);
        } catch (error) {
          expect(error).toBeInstanceOf(BadFlvRequest);
        }
      }),
    );
  });
});
