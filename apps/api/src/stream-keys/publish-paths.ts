import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Repository } from 'typeorm';
import { StreamKey } from './stream-key.entity.js';

/** The publishing paths that were chosen, and the session each leads to; in memory, because every request of a viewer asks. */
@Injectable()
export class PublishPaths implements OnModuleInit {
  /** By path. */
  readonly #sessions = new Map<string, string>();

  constructor(@InjectRepository(StreamKey) private readonly keys: Repository<StreamKey>) {}

  async onModuleInit(): Promise<void> {
    const rows = await this.keys.find({
      where: { path: Not(IsNull()) },
      select: { id: true, path: true, sessionId: true },
    });
    for (const row of rows) this.set(null, row);
  }

  /** Id of the session that is published at `path`; undefined: nobody chose it. */
  sessionOf(path: string): string | undefined {
    return this.#sessions.get(path);
  }

  /** @param before the path that the key had */
  set(before: string | null, { path, sessionId }: Pick<StreamKey, 'path' | 'sessionId'>): void {
    if (before !== null) this.#sessions.delete(before);
    if (path !== null) this.#sessions.set(path, sessionId);
  }

  delete(path: string | null): void {
    if (path !== null) this.#sessions.delete(path);
  }
}
