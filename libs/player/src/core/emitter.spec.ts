import { expect, it, vi } from 'vitest';
import { Emitter } from './emitter.js';

it('tells listeners in the order in which they came, until they are taken away', () => {
  const emitter = new Emitter<{ word: string }>(() => undefined);
  const heard: string[] = [];
  const stop = emitter.on('word', (word) => heard.push(`a:${word}`));
  emitter.on('word', (word) => heard.push(`b:${word}`));
  emitter.emit('word', '1');
  stop();
  emitter.emit('word', '2');
  emitter.clear();
  emitter.emit('word', '3');
  expect(heard).toEqual(['a:1', 'b:1', 'b:2']);
});

it('hands on what a listener throws, and still tells the others', () => {
  const onError = vi.fn();
  const emitter = new Emitter<{ word: string }>(onError);
  const broken = new Error('broken');
  const heard = vi.fn();
  emitter.on('word', () => {
    throw broken;
  });
  emitter.on('word', heard);
  emitter.emit('word', 'x');
  expect(onError).toHaveBeenCalledExactlyOnceWith(broken);
  expect(heard).toHaveBeenCalledExactlyOnceWith('x');
});
