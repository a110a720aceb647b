import { describe, expect, it, vi } from 'vitest';
import { CollectingSink } from './support/collecting-sink.js';
import { FlvClient } from './support/flv-client.js';
import { FlvRoom, synthetic } from './support/flv-fixture.js';

describe('data messages of a publisher', () => {
  it('reach FLV viewers as script tags between the frames, and newcomers do not get earlier ones', async () => {
    await using room = await FlvRoom.open();
    const publication = room.publish();
    await room.push(synthetic(3));
    await using client = FlvClient.get(room.port, '/live/room.flv');
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(3));
    expect(publication.pushData({ name: 'onTextData', values: [new Map([['text', 'hello']])] }, 40)).toBe(
      true,
    );
    await room.push(synthetic(5).slice(3));
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(5));
    const [, ...scripts] = client.tags.filter(({ type }) => type === 'script');
    const body = [
      ...[2, 0, 10, ...Buffer.from('onTextData')],
      ...[8, 0, 0, 0, 1, 0, 4, ...Buffer.from('text'), 2, 0, 5, ...Buffer.from('hello'), 0, 0, 9],
    ];
    expect(scripts.map((tag) => [tag.timestampMs, [...tag.body]])).toEqual([[80, body]]);
    const late = new CollectingSink();
    room.stream.subscribe(late);
    expect(late.frames.map(({ kind }) => kind)).toEqual(Array(5).fill('video'));
  });

  it('are left out before the first frame', async () => {
    await using room = await FlvRoom.open();
    expect(room.publish().pushData({ name: 'onFI', values: [1] }, 16)).toBe(false);
  });
});
