import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { dryRunLadder, FfmpegFailed, type LadderDryRun, MediaFileError } from '@lockstep/media';
import type { TemplateDryRun, TemplateDryRunRequest } from '@lockstep/contracts';
import { newId } from '../access/secret.js';
import { MediaFiles } from '../sessions/media-files.js';
import { Encoders } from './encoders.js';
import { DryRunBusy, DryRunFailed, TemplateNotFound } from './template-errors.js';
import { Templates } from './templates.service.js';
import { WatermarkImages } from './watermark-images.js';

/** Longest run; a machine that is slower than a tenth of what a session needs is told so. */
const PATIENCE_MS = 60_000;
const KEPT_MS = 30 * 60_000;

type Kept = { readonly id: string; readonly folder: string; readonly files: readonly string[] };

/** Tries a template on a file: one at a time, and the results of the last one are kept for a while. */
@Injectable()
export class DryRuns implements OnModuleDestroy {
  readonly #closing = new AbortController();
  #running: Promise<unknown> | undefined;
  #kept: Kept | undefined;
  #forgetting: NodeJS.Timeout | undefined;

  constructor(
    private readonly templates: Templates,
    private readonly encoders: Encoders,
    private readonly images: WatermarkImages,
    private readonly files: MediaFiles,
  ) {}

  /** @throws TemplateNotFound, MediaFileNotFound, DryRunBusy, DryRunFailed, FfmpegMissing */
  async run(templateId: string, wanted: TemplateDryRunRequest): Promise<TemplateDryRun> {
    if (this.#running) throw new DryRunBusy();
    const running = this.#run(templateId, wanted);
    this.#running = running.catch(() => undefined);
    try {
      return await running;
    } finally {
      this.#running = undefined;
    }
  }

  /** @throws TemplateNotFound where it is gone */
  fileOf(id: string, rendition: string): string {
    const { folder, files } = this.#kept?.id === id ? this.#kept : { folder: '', files: [] };
    const file = files.find((one) => one === `${rendition}.mp4`);
    if (file === undefined) throw new TemplateNotFound(id);
    return path.join(folder, file);
  }

  async onModuleDestroy(): Promise<void> {
    this.#closing.abort();
    await this.#running;
    await this.#forget();
  }

  async #run(templateId: string, { mediaFile, seconds }: TemplateDryRunRequest): Promise<TemplateDryRun> {
    const row = await this.templates.get(templateId);
    const file = await this.files.pathOf(mediaFile);
    const encoder = await this.encoders.choose(row.content.encoder);
    await this.#forget();
    const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-dry-run-'));
    const id = newId();
    this.#kept = { id, folder, files: [] };
    const late = AbortSignal.timeout(PATIENCE_MS);
    try {
      const made = await dryRunLadder({
        ...{ ffmpeg: await this.encoders.ffmpeg(), path: file, template: this.images.ladderOf(row), encoder },
        ...{ seconds, folder, signal: AbortSignal.any([late, this.#closing.signal]) },
      });
      if (made.renditions.length === 0)
        throw new DryRunFailed(`no rendition is smaller than its ${made.source.height} pixels of height`);
      this.#kept = { id, folder, files: made.renditions.map((one) => one.file) };
      this.#forgetting = setTimeout(() => void this.#forget(), KEPT_MS).unref();
      return described(id, encoder, made);
    } catch (error) {
      await this.#forget();
      if (error instanceof FfmpegFailed)
        throw new DryRunFailed(late.aborted ? 'it took longer than a minute' : lastLine(error), {
          cause: error,
        });
      if (error instanceof MediaFileError) throw new DryRunFailed(error.message, { cause: error });
      throw error;
    }
  }

  async #forget(): Promise<void> {
    clearTimeout(this.#forgetting);
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) await rm(kept.folder, { recursive: true, force: true });
  }
}

const lastLine = ({ log, exit }: FfmpegFailed): string => log.split('\n').at(-1) ?? exit;

function described(
  id: string,
  encoder: TemplateDryRun['encoder'],
  { source, tookMs, cpuMs, renditions }: LadderDryRun,
): TemplateDryRun {
  const durationMs = Math.max(0, ...renditions.map((one) => one.durationMs));
  return {
    ...{ id, encoder, source, durationMs, tookMs },
    cores: durationMs === 0 ? 0 : Math.round((100 * cpuMs) / durationMs) / 100,
    renditions: renditions.map(({ name, width, height, sizeBytes }) => ({
      ...{ name, width, height, sizeBytes },
      kbps: durationMs === 0 ? 0 : Math.round((sizeBytes * 8) / durationMs),
      address: `/api/dry-runs/${id}/${name}.mp4`,
    })),
  };
}
