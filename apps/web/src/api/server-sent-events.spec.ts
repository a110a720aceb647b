import { describe, expect, it } from 'vitest';
import { readServerSentEvents, type ServerSentEvent } from './server-sent-events.js';

/** The same bytes, cut after every `size` of them. */
const bodyOf = (text: string, size: number) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });

async function read(text: string, size: number): Promise<ServerSentEvent[]> {
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(bodyOf(text, size))) events.push(event);
  return events;
}

const text =
  ': still here\n\nevent: job\ndata: {"name":"été"}\n\ndata: a\ndata: b\n\nevent: cut off\ndata: x';

describe('a stream of server-sent events', () => {
  it.each([1, 2, 7, 1000])('is read alike when it comes in pieces of %i bytes', async (size) => {
    expect(await read(text, size)).toEqual([
      { type: 'job', data: '{"name":"été"}' },
      { type: 'message', data: 'a\nb' },
    ]);
  });
});
