import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Restream as RestreamBody, RestreamChange, RestreamCreate } from '@lockstep/contracts';
import { IsNull, Repository } from 'typeorm';
import { newId } from '../access/secret.js';
import { EventBus } from '../events/event-bus.js';
import { RestreamNotFound, TooManyRestreams } from './restream-errors.js';
import { RestreamsChanged } from './restream-events.js';
import { RestreamTargets } from './restream-targets.js';
import { RestreamRow } from './restream.entity.js';
import { Restreaming } from './restreaming.js';

/** Of one session, and of all. */
const MOST = 10;

const of = (sessionId: string | null) => (sessionId === null ? IsNull() : sessionId);

/** The servers to which a session is published, or (null) every one. */
@Injectable()
export class Restreams {
  constructor(
    @InjectRepository(RestreamRow) private readonly rows: Repository<RestreamRow>,
    private readonly targets: RestreamTargets,
    private readonly restreaming: Restreaming,
    private readonly bus: EventBus,
  ) {}

  async list(sessionId: string | null): Promise<RestreamBody[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    const rows = await this.rows.find({ where: { sessionId: of(sessionId) }, order });
    return rows.map((row) => this.#described(row));
  }

  /** @throws TooManyRestreams, RestreamAddressRefused */
  async create(sessionId: string | null, wanted: RestreamCreate): Promise<RestreamBody> {
    this.targets.check(wanted.address);
    if ((await this.rows.countBy({ sessionId: of(sessionId) })) >= MOST) throw new TooManyRestreams(MOST);
    const row = this.rows.create({ ...wanted, id: newId(), sessionId, createdAt: new Date() });
    await this.rows.insert(row);
    this.bus.publish(new RestreamsChanged(sessionId));
    return this.#described(row);
  }

  /** @throws RestreamNotFound, RestreamAddressRefused */
  async change(sessionId: string | null, id: string, change: RestreamChange): Promise<RestreamBody> {
    if (change.address !== undefined) this.targets.check(change.address);
    const row = await this.rows.findOneBy({ id, sessionId: of(sessionId) });
    if (!row) throw new RestreamNotFound();
    if (Object.keys(change).length > 0) await this.rows.update({ id }, change);
    this.bus.publish(new RestreamsChanged(sessionId));
    return this.#described(Object.assign(row, change));
  }

  /** @throws RestreamNotFound */
  async delete(sessionId: string | null, id: string): Promise<void> {
    const { affected = 0 } = await this.rows.delete({ id, sessionId: of(sessionId) });
    if (affected === 0) throw new RestreamNotFound();
    this.bus.publish(new RestreamsChanged(sessionId));
  }

  #described({ id, sessionId, name, address, key, enabled, createdAt }: RestreamRow): RestreamBody {
    return {
      ...{ id, sessionId, name, address, enabled, createdAt: createdAt.toISOString() },
      keyHint: key.length < 12 ? '' : key.slice(-4),
      status: sessionId === null ? null : this.restreaming.statusOf(sessionId, id),
    };
  }
}
