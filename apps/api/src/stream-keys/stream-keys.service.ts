import type { PageQuery } from '@lockstep/contracts';
import { type Page, readPage } from '../paging/page.js';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type {
  StreamKey as StreamKeyBody,
  StreamKeyChange,
  StreamKeyCreate,
  StreamKeyCreated,
  StreamKeyRotate,
} from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { OtherClass } from '../access/access-errors.js';
import { ClassDoor } from '../access/class-door.js';
import type { Identity } from '../access/identity.js';
import { hashOf, newId, newSecret } from '../access/secret.js';
import { ServerAddresses } from '../config/server-addresses.js';
import { violatedConstraint } from '../database/database-errors.js';
import { OnAir } from '../sessions/on-air.js';
import { Session } from '../sessions/session.entity.js';
import { taughtBy } from '../sessions/taught-by.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { EventBus } from '../events/event-bus.js';
import { PublishPaths } from './publish-paths.js';
import { OpenWithoutPath, PublishPathTaken, StreamKeyNotFound, StreamKeyTaken } from './stream-key-errors.js';
import { StreamKeyWithdrawn } from './stream-key-events.js';
import { StreamKey } from './stream-key.entity.js';

@Injectable()
export class StreamKeysService {
  constructor(
    @InjectRepository(StreamKey) private readonly keys: Repository<StreamKey>,
    private readonly sessions: SessionsService,
    private readonly onAir: OnAir,
    private readonly addresses: ServerAddresses,
    private readonly paths: PublishPaths,
    private readonly bus: EventBus,
    private readonly door: ClassDoor,
  ) {}

  /** The key of a publisher; undefined when it is not, or no longer, valid. */
  async find(key: string): Promise<StreamKey | undefined> {
    return (await this.keys.findOneBy({ hash: hashOf(key) })) ?? undefined;
  }

  /**
   * The key of a publisher at a chosen path.
   * @param key what stands behind `?key=`; a path that is open needs none
   * @returns undefined when there is no such path, or the key is not the one of the path
   */
  async findAtPath(path: string, key: string | null): Promise<StreamKey | undefined> {
    const row = await this.keys.findOneBy({ path });
    if (!row) return undefined;
    return row.open || (key !== null && hashOf(key) === row.hash) ? row : undefined;
  }

  /**
   * The key is in the answer and nowhere else.
   * @param by undefined: the server itself
   * @throws SessionNotFound, OtherClass, StreamKeyTaken, PublishPathTaken, OpenWithoutPath
   */
  async create(wanted: StreamKeyCreate, by?: Identity): Promise<StreamKeyCreated> {
    const sessionId = await this.#sessionOf(wanted.sessionId, by);
    const key = wanted.key ?? newSecret('stream');
    const row = this.keys.create({
      id: newId(),
      sessionId,
      label: wanted.label,
      trustedRelay: wanted.trustedRelay,
      path: wanted.path,
      open: wanted.open,
      createdAt: new Date(),
      rotatedAt: null,
      ...kept(key),
    });
    requirePath(row);
    await refusing(row, () => this.keys.insert(row));
    this.paths.set(null, row);
    return this.#shown(row, key);
  }

  /** All but those of sessions of the classes of others. */
  async list(query: PageQuery, caller: Identity): Promise<Page<StreamKeyBody>> {
    const rows = this.keys
      .createQueryBuilder('key')
      .innerJoin(Session, 'session', 'session.id = key.sessionId');
    taughtBy(caller)(rows);
    const page = await readPage(rows, { by: ['key.createdAt', 'key.id'], direction: 'ASC' }, query);
    return page.map((row) => this.#describe(row));
  }

  /** @throws StreamKeyNotFound */
  async get(id: string): Promise<StreamKeyBody> {
    return this.#describe(await this.#row(id));
  }

  /**
   * Renames a key, or changes where it publishes: a publisher whose address is no longer valid is disconnected.
   * @throws StreamKeyNotFound, SessionNotFound, OtherClass, PublishPathTaken, OpenWithoutPath
   */
  async change(id: string, change: StreamKeyChange, by: Identity): Promise<StreamKeyBody> {
    const before = await this.#row(id);
    if (change.sessionId !== undefined) await this.#sessionOf(change.sessionId, by);
    const after = this.keys.merge(this.keys.create(), before, change);
    requirePath(after);
    if (Object.keys(change).length > 0) await refusing(after, () => this.keys.update({ id }, change));
    this.paths.set(before.path, after);
    const isMoved = after.sessionId !== before.sessionId || after.path !== before.path;
    if (isMoved || (before.open && !after.open)) this.#withdraw(before, 'the stream key was changed');
    return this.#describe(after);
  }

  /** A new secret under the same id; the old one is void at once. @throws StreamKeyNotFound, StreamKeyTaken */
  async rotate(id: string, { key = newSecret('stream') }: StreamKeyRotate): Promise<StreamKeyCreated> {
    const row = await this.#row(id);
    const changed = { ...kept(key), rotatedAt: new Date() };
    const { affected } = await refusing(row, () => this.keys.update({ id }, changed));
    if (affected !== 1) throw new StreamKeyNotFound(id);
    this.#withdraw(row, 'the stream key was rotated');
    return this.#shown(this.keys.merge(this.keys.create(), row, changed), key);
  }

  /** @throws SessionNotFound, OtherClass */
  async #sessionOf(id: string, by: Identity | undefined): Promise<string> {
    await this.sessions.get(id);
    if (by && !(await this.door.mayTeach(by, 'sessions', id))) throw new OtherClass();
    return id;
  }

  /** @throws StreamKeyNotFound */
  async revoke(id: string): Promise<void> {
    const row = await this.#row(id);
    const { affected } = await this.keys.delete({ id });
    if (affected !== 1) throw new StreamKeyNotFound(id);
    this.paths.delete(row.path);
    this.#withdraw(row, 'the stream key was revoked');
  }

  async #row(id: string): Promise<StreamKey> {
    const row = await this.keys.findOneBy({ id });
    if (!row) throw new StreamKeyNotFound(id);
    return row;
  }

  #withdraw({ id, sessionId }: StreamKey, reason: string): void {
    this.bus.publish(new StreamKeyWithdrawn(id, sessionId, reason));
  }

  #shown(row: StreamKey, key: string): StreamKeyCreated {
    const { path, open } = row;
    const atPath = path !== null && this.addresses.rtmpPath(open ? path : `${path}?key=${key}`);
    const srtUrl = this.addresses.srt({ m: 'publish', ...(path === null ? {} : { r: path }), k: key });
    return {
      ...this.#describe(row),
      ...{ key, publishUrl: atPath || this.addresses.rtmp(key) },
      ...(srtUrl !== undefined && { srtUrl }),
    };
  }

  #describe(row: StreamKey): StreamKeyBody {
    const { id, sessionId, label, trustedRelay, path, open, hint, createdAt, rotatedAt } = row;
    return {
      id,
      sessionId,
      label,
      trustedRelay,
      path,
      open,
      addresses: path === null ? null : this.#addressesOf(path),
      hint,
      publishing: this.onAir.isPublishing(sessionId, id),
      createdAt: createdAt.toISOString(),
      rotatedAt: rotatedAt?.toISOString() ?? null,
    };
  }

  #addressesOf(path: string): NonNullable<StreamKeyBody['addresses']> {
    const rtmp = this.addresses.rtmpPath(path);
    return {
      publish: rtmp,
      rtmp,
      flv: `/${path}.flv`,
      hls: `/${path}/index.m3u8`,
      dash: `/${path}/manifest.mpd`,
    };
  }
}

const SHOWN_CHARACTERS = 4;

/** At most a quarter of a key is shown again. */
const kept = (key: string) => ({
  hash: hashOf(key),
  hint: key.slice(-Math.min(SHOWN_CHARACTERS, Math.floor(key.length / SHOWN_CHARACTERS))),
});

function requirePath({ path, open }: StreamKey): void {
  if (open && path === null) throw new OpenWithoutPath();
}

/** Two callers at once may choose the same: the database decides. */
async function refusing<T>({ path }: StreamKey, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'stream_key_hash_key') throw new StreamKeyTaken();
    if (constraint === 'stream_key_path_key' && path !== null) throw new PublishPathTaken(path);
    throw error;
  }
}
