import type { PageQuery } from '@lockstep/contracts';
import { type Page, readPage } from '../paging/page.js';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { StreamKey as StreamKeyBody, StreamKeyCreate, StreamKeyCreated } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { hashOf, newId, newSecret } from '../access/secret.js';
import { ServerAddresses } from '../config/server-addresses.js';
import { DomainError } from '../errors/domain-error.js';
import { OnAir } from '../sessions/on-air.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { EventBus } from '../events/event-bus.js';
import { StreamKeyWithdrawn } from './stream-key-events.js';
import { StreamKey } from './stream-key.entity.js';

export class StreamKeyNotFound extends DomainError {
  override readonly name = 'StreamKeyNotFound';
  readonly kind = 'not-found';
  readonly code = 'stream-key-not-found';
  constructor(id: string) {
    super(`There is no stream key with the id ${id}.`);
  }
}

@Injectable()
export class StreamKeysService {
  constructor(
    @InjectRepository(StreamKey) private readonly keys: Repository<StreamKey>,
    private readonly sessions: SessionsService,
    private readonly onAir: OnAir,
    private readonly addresses: ServerAddresses,
    private readonly bus: EventBus,
  ) {}

  /** The key of a publisher; undefined when it is not, or no longer, good. */
  async find(key: string): Promise<StreamKey | undefined> {
    return (await this.keys.findOneBy({ hash: hashOf(key) })) ?? undefined;
  }

  /** The key is in the answer and nowhere else. @throws SessionNotFound */
  async create(wanted: StreamKeyCreate): Promise<StreamKeyCreated> {
    const { id: sessionId } = await this.sessions.get(wanted.sessionId);
    const key = newSecret('stream');
    const row = this.keys.create({
      id: newId(),
      sessionId,
      label: wanted.label,
      trustedRelay: wanted.trustedRelay,
      createdAt: new Date(),
      rotatedAt: null,
      ...kept(key),
    });
    await this.keys.insert(row);
    return this.#shown(row, key);
  }

  async list(query: PageQuery): Promise<Page<StreamKeyBody>> {
    const rows = this.keys.createQueryBuilder('key');
    const page = await readPage(rows, { by: ['key.createdAt', 'key.id'], direction: 'ASC' }, query);
    return page.map((row) => this.#describe(row));
  }

  /** A new secret under the same id; the old one is void at once. @throws StreamKeyNotFound */
  async rotate(id: string): Promise<StreamKeyCreated> {
    const key = newSecret('stream');
    const { affected } = await this.keys.update({ id }, { ...kept(key), rotatedAt: new Date() });
    const row = affected === 1 ? await this.keys.findOneBy({ id }) : null;
    if (!row) throw new StreamKeyNotFound(id);
    this.#withdraw(row, 'the stream key was rotated');
    return this.#shown(row, key);
  }

  /** @throws StreamKeyNotFound */
  async revoke(id: string): Promise<void> {
    const row = await this.keys.findOneBy({ id });
    const { affected } = await this.keys.delete({ id });
    if (!row || affected !== 1) throw new StreamKeyNotFound(id);
    this.#withdraw(row, 'the stream key was revoked');
  }

  #withdraw({ id, sessionId }: StreamKey, reason: string): void {
    this.bus.publish(new StreamKeyWithdrawn(id, sessionId, reason));
  }

  #shown(row: StreamKey, key: string): StreamKeyCreated {
    return { ...this.#describe(row), key, publishUrl: this.addresses.rtmp(key) };
  }

  #describe({ id, sessionId, label, trustedRelay, hint, createdAt, rotatedAt }: StreamKey): StreamKeyBody {
    return {
      id,
      sessionId,
      label,
      trustedRelay,
      hint,
      publishing: this.onAir.isPublishing(sessionId, id),
      createdAt: createdAt.toISOString(),
      rotatedAt: rotatedAt?.toISOString() ?? null,
    };
  }
}

const kept = (key: string) => ({ hash: hashOf(key), hint: key.slice(-4) });
