import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { ContentFiles } from '../../storage/content-files.js';
import { kindOf } from '../../decks/picture-kind.js';
import { playedTypeOf } from './played-kind.js';

/** A stored content. */
export type StoredFile = {
  readonly sha256: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
};

const INCOMING = 'incoming';
/** Of every kind that we know the beginning says it. */
const HEAD_BYTES = 4096;

const pictures = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  pdf: 'application/pdf',
} as const;

/** Contents of the files of scripts, each once, named by its hash: a version that names a hash never changes. */
@Injectable()
export class FileStore {
  constructor(
    private readonly settings: Settings,
    private readonly content: ContentFiles,
  ) {}

  /** Where uploads are written to; what is left there is gone at the next start. */
  get incoming(): string {
    return this.settings.inData('files', INCOMING);
  }

  /** The path of a content. @throws StorageAway where it must be fetched and cannot be */
  fileOf(sha256: string): Promise<string> {
    return this.content.local('files', sha256);
  }

  /** Takes a finished upload from {@link incoming} to its place; undefined for a kind that no script can use. */
  async take(incoming: string, name: string): Promise<StoredFile | undefined> {
    const mediaType = await mediaTypeOf(incoming, name);
    if (mediaType === undefined) return undefined;
    const hash = createHash('sha256');
    await pipeline(createReadStream(incoming), hash);
    const sha256 = hash.digest('hex');
    const { size } = await stat(incoming);
    await rename(incoming, this.content.pathOf('files', sha256));
    this.content.added('files', sha256);
    return { sha256, mediaType, sizeBytes: size };
  }

  /** A copy of a file from elsewhere. */
  async copy(source: string): Promise<StoredFile | undefined> {
    await mkdir(this.incoming, { recursive: true });
    const incoming = path.join(this.incoming, randomUUID());
    await copyFile(source, incoming);
    return this.take(incoming, path.basename(source));
  }

  /**
   * The media type of a content that stands beside the words of a question: a picture, a recording or a film; undefined for
   * every other one, and for one that is not here.
   */
  async shownTypeOf(sha256: string): Promise<string | undefined> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    const type = await mediaTypeOf(await this.fileOf(sha256), '.svg').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    return type !== undefined && /^(?:image|audio|video)\//.test(type) ? type : undefined;
  }

  /** Removes contents that nothing names any more. */
  async sweep(named: ReadonlySet<string>): Promise<void> {
    const names = await this.content.names('files');
    const unnamed = names.filter((name) => !named.has(name));
    await Promise.all(unnamed.map((name) => this.content.remove('files', name)));
  }
}

async function mediaTypeOf(file: string, name: string): Promise<string | undefined> {
  const head = await headOf(file);
  const kind = kindOf(head);
  if (kind !== undefined) return pictures[kind];
  const played = playedTypeOf(head);
  if (played !== undefined) return played;
  if (head.includes(0)) return undefined;
  if (/\.(md|markdown)$/i.test(name)) return 'text/markdown';
  return /\.svg$/i.test(name) && head.includes('<svg') ? 'image/svg+xml' : undefined;
}

async function headOf(file: string): Promise<Buffer> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}
