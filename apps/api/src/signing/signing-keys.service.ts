import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { SigningKey as SigningKeyBody, SigningKeyCreate, SigningKeyCreated } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { LastSigningKey, SigningKeyNotFound } from './signing-errors.js';
import { type Claims, isSignedBy, type ReadToken, readToken, writeToken } from './signed-token.js';
import { SigningKey } from './signing-key.entity.js';

const KEY_ID_BYTES = 4;
const SECRET_BYTES = 32;

/** The keys that sign addresses: the newest one signs, all that are there are accepted. */
@Injectable()
export class SigningKeys implements OnModuleInit {
  /** The newest last. */
  #keys: readonly SigningKey[] = [];

  constructor(@InjectRepository(SigningKey) private readonly rows: Repository<SigningKey>) {}

  async onModuleInit(): Promise<void> {
    await this.#load();
    if (this.#keys.length === 0) await this.create({});
  }

  sign(claims: Claims): string {
    const newest = this.#keys.at(-1);
    if (!newest) throw new Error('no signing key is loaded');
    return writeToken(newest, claims);
  }

  /** @returns what the token says; undefined when it was not signed by a key that is there */
  verify(text: string): Claims | undefined {
    const token: ReadToken | undefined = readToken(text);
    const key = token && this.#keys.find(({ id }) => id === token.keyId);
    return key && isSignedBy(key.secret, token) ? token.claims : undefined;
  }

  list(): SigningKeyBody[] {
    return this.#keys.map((key, index) => described(key, index === this.#keys.length - 1));
  }

  /** The new key signs from now on; the others are accepted until they are deleted. */
  async create({
    secret = randomBytes(SECRET_BYTES).toString('base64url'),
  }: SigningKeyCreate): Promise<SigningKeyCreated> {
    const key = this.rows.create({
      id: randomBytes(KEY_ID_BYTES).toString('hex'),
      secret,
      createdAt: new Date(),
    });
    await this.rows.insert(key);
    await this.#load();
    return { ...described(key, true), secret: key.secret };
  }

  /** Everything that it signed is void at once. @throws SigningKeyNotFound, LastSigningKey */
  async delete(id: string): Promise<void> {
    if (!this.#keys.some((key) => key.id === id)) throw new SigningKeyNotFound(id);
    if (this.#keys.length === 1) throw new LastSigningKey();
    await this.rows.delete({ id });
    await this.#load();
  }

  async #load(): Promise<void> {
    this.#keys = await this.rows.find({ order: { createdAt: 'ASC', id: 'ASC' } });
  }
}

const described = ({ id, createdAt }: SigningKey, signs: boolean): SigningKeyBody => ({
  id,
  signs,
  createdAt: createdAt.toISOString(),
});
