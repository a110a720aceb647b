import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { LessonSource } from './lesson-source.js';

/** What hls.js said and showed, so far. */
export type HlsReport = {
  /** seq of each event, as hls.js hands over the SEI of a fragment or part. */
  readonly seqs: readonly number[];
  /** seq of each event, as hls.js hands over the timed metadata beside them. */
  readonly metadataSeqs: readonly number[];
  readonly errors: readonly string[];
  /** Kinds of what was loaded: whole segments and parts. */
  readonly parts: number;
  readonly segments: number;
  readonly frames: number;
  readonly currentTime: number;
  readonly latencyS: number | null;
};

const html = `<!doctype html><meta charset="utf-8"><title>HLS</title><link rel="icon" href="data:,">
<video id="video" muted autoplay playsinline width="320"></video><script src="/hls.js"></script>
<script>
const report = { seqs: [], metadataSeqs: [], errors: [], parts: 0, segments: 0 };
const ours = '5bbdd4ab-82fa-4e77-9424-3f7067522992';
const video = document.getElementById('video');
globalThis.play = (url, options) => {
  const hls = (globalThis.hls = new Hls(options));
  hls.on('hlsError', (_, { details, fatal, error }) => report.errors.push(details + (fatal ? ' (fatal) ' : ' ') + (error?.message ?? '')));
  hls.on('hlsFragLoaded', (_, { part }) => void (part ? report.parts++ : report.segments++));
  hls.on('hlsFragParsingUserdata', (_, { samples }) => {
    for (const { uuid, userDataBytes } of samples) {
      if (uuid?.toLowerCase().replaceAll('-', '') !== ours.replaceAll('-', '')) continue;
      const view = new DataView(userDataBytes.buffer, userDataBytes.byteOffset);
      const isSnapshot = (view.getUint8(1) & 1) === 1;
      if (!isSnapshot) report.seqs.push(view.getUint32(2));
    }
  });
  hls.on('hlsFragParsingMetadata', (_, { samples }) => {
    for (const { data } of samples) {
      const text = new TextDecoder('latin1').decode(data);
      const at = text.indexOf('urn:uuid:' + ours);
      if (at < 0) continue;
      const view = new DataView(data.buffer, data.byteOffset + text.indexOf('\\0', at) + 1);
      if ((view.getUint8(1) & 1) === 0) report.metadataSeqs.push(view.getUint32(2));
    }
  });
  hls.loadSource(url);
  hls.attachMedia(video);
};
globalThis.hlsReport = () => ({
  ...report,
  frames: video.getVideoPlaybackQuality().totalVideoFrames,
  currentTime: video.currentTime,
  latencyS: globalThis.hls?.latency ?? null,
});
</script>`;

/** A page in which hls.js, as it comes from its makers, plays the lesson. */
export async function openHlsPage(
  browser: Browser,
  source: LessonSource,
  options: Record<string, unknown>,
  file = 'index.m3u8',
): Promise<Page> {
  source.addPage('/hls', { html });
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(source.url('/hls'));
  await page.evaluate(`play('/live/lesson/${file}', ${JSON.stringify(options)})`);
  return page;
}

export const hlsReport = (page: Page): Promise<HlsReport> => page.evaluate<HlsReport>('hlsReport()');
