import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Child } from './support/ffmpeg.js';
import { synthetic } from './support/flv-fixture.js';
import { PackagedRoom } from './support/packaged-room.js';
import { TempDir } from './support/temp-dir.js';

const VARNISH = '/usr/sbin/varnishd';
const SHIPPED = fileURLToPath(new URL('../../../deploy/varnish.vcl', import.meta.url));
const PLAYERS = 40;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('Varnish with the shipped configuration', () => {
  it('makes one request of those of a class, for a part that is still to come', async () => {
    await using room = await PackagedRoom.open();
    await using folder = await TempDir.make();
    const vcl = (await readFile(SHIPPED, 'utf8')).replace('"3000"', `"${room.port}"`);
    await writeFile(folder.file('edge.vcl'), vcl);
    const port = await freePort();
    await using varnish = new Child(VARNISH, [
      ...['-F', '-n', folder.file('work'), '-a', `127.0.0.1:${port}`, '-f', folder.file('edge.vcl')],
      ...['-s', 'malloc,32m', '-j', 'none'],
    ]);
    room.publish();
    room.push(synthetic(32, { gop: 25 }));
    const edge = (file: string): Promise<Response> => fetch(`http://127.0.0.1:${port}/live/room/${file}`);
    await expect
      .poll(() =>
        edge('index.m3u8').then(
          (r) => r.status,
          () => 0,
        ),
      )
      .toBe(200);
    const text = await (await edge('media.m3u8')).text();
    const msn = Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]) + 1;
    const before = room.requests;
    const waiting = Array.from({ length: PLAYERS }, () => edge(`media.m3u8?_HLS_msn=${msn}&_HLS_part=0`));
    await expect.poll(() => room.requests).toBe(before + 1);
    room.push(synthetic(38, { gop: 25 }).slice(32));
    const texts = await Promise.all((await Promise.all(waiting)).map((response) => response.text()));
    expect(new Set(texts).size).toBe(1);
    expect(room.requests - before).toBe(1);
    expect(varnish.stderr).not.toMatch(/Error/);
  });
});
