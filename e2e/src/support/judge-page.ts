import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { AppendedMedia, type ReadEvent } from './appended-media.js';
import type { LessonSource } from './lesson-source.js';

/** Players as they come from their makers. */
export type Judge = 'dash.js' | 'shaka';

export type JudgeReport = {
  readonly errors: readonly string[];
  readonly frames: number;
  readonly currentTime: number;
  readonly width: number;
  readonly height: number;
};

type Appended = { readonly buffer: number; readonly base64: string };

const html = `<!doctype html><meta charset="utf-8"><title>Judge</title><link rel="icon" href="data:,">
<video id="video" muted autoplay playsinline width="320"></video>
<script src="/dash.js"></script><script src="/shaka.js"></script>
<script>
const errors = [];
const appended = [];
const buffers = new Map();
const video = document.getElementById('video');
const append = SourceBuffer.prototype.appendBuffer;
SourceBuffer.prototype.appendBuffer = function (data) {
  if (!buffers.has(this)) buffers.set(this, buffers.size);
  const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
  appended.push({ buffer: buffers.get(this), base64: bytes.slice().toBase64?.() ?? btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')) });
  return append.call(this, data);
};
video.addEventListener('error', () => errors.push('video: ' + video.error?.message));
const play = {
  'dash.js': (url) => {
    const player = (globalThis.player = dashjs.MediaPlayer().create());
    player.on('error', ({ error }) => errors.push(error?.message ?? String(error)));
    player.initialize(video, url, true);
  },
  shaka: async (url) => {
    shaka.polyfill.installAll();
    const player = (globalThis.player = new shaka.Player());
    player.addEventListener('error', ({ detail }) => errors.push('shaka ' + detail.code + ' ' + detail.data));
    await player.attach(video);
    player.configure({ streaming: { lowLatencyMode: true, rebufferingGoal: 0.2 }, manifest: { hls: { disableClosedCaptionsDetection: true } } });
    await player.load(url);
  },
};
globalThis.judge = (name, url) => Promise.resolve(play[name](url)).catch((error) => void errors.push(name + ' ' + (error.code ?? '') + ' ' + (error.message ?? error)));
globalThis.taken = () => appended.splice(0);
globalThis.judgeReport = () => ({
  errors, frames: video.getVideoPlaybackQuality().totalVideoFrames, currentTime: video.currentTime,
  width: video.videoWidth, height: video.videoHeight,
});
</script>`;

/** A page in which such a player plays the lesson, and what it appended. */
export class JudgePage {
  readonly #media = new Map<number, AppendedMedia>();

  private constructor(readonly page: Page) {}

  static async open(browser: Browser, source: LessonSource, judge: Judge, file: string): Promise<JudgePage> {
    source.addPage('/judge', { html });
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(source.url('/judge'));
    await page.evaluate(`judge('${judge}', '${source.url(`/live/lesson/${file}`)}')`);
    return new JudgePage(page);
  }

  report(): Promise<JudgeReport> {
    return this.page.evaluate<JudgeReport>('judgeReport()');
  }

  /** Every event in the bytes that were appended so far, once, by seq. */
  async events(): Promise<ReadEvent[]> {
    for (const { buffer, base64 } of await this.page.evaluate<Appended[]>('taken()')) {
      const media = this.#media.get(buffer) ?? new AppendedMedia();
      this.#media.set(buffer, media);
      media.push(Buffer.from(base64, 'base64'));
    }
    const events = [...this.#media.values()].flatMap((media) => media.events);
    const bySeq = new Map(events.map((event) => [event.seq, event]));
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  }
}
