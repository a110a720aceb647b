import { ValidationFailed } from '../errors/domain-error.js';
import type { PageQuery } from '@lockstep/contracts';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Part of a list, and where the next part begins. */
export class Page<T> {
  constructor(
    readonly items: readonly T[],
    /** undefined: there is no more. */
    readonly next: string | undefined,
  ) {}

  map<U>(each: (item: T) => U): Page<U> {
    return new Page(this.items.map(each), this.next);
  }
}

type Order = {
  /** Columns as properties, unique together: `session.createdAt`, `session.id`. */
  readonly by: readonly [string, string];
  readonly direction: 'ASC' | 'DESC';
};

/**
 * Reads one page by keyset: what is added or removed meanwhile neither repeats nor hides an item.
 *
 * @throws ValidationFailed for a cursor that this server did not give
 */
export async function readPage<T extends ObjectLiteral>(
  rows: SelectQueryBuilder<T>,
  { by: [first, second], direction }: Order,
  { limit, cursor }: PageQuery,
): Promise<Page<T>> {
  if (cursor !== undefined) {
    const [time, id] = decodeCursor(cursor);
    const compare = direction === 'ASC' ? '>' : '<';
    rows.andWhere(`(${first}, ${second}) ${compare} (:cursorTime, :cursorId)`, {
      cursorTime: time,
      cursorId: id,
    });
  }
  const found = await rows
    .orderBy(first, direction)
    .addOrderBy(second, direction)
    .take(limit + 1)
    .getMany();
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next =
    found.length > limit && last ? encodeCursor(valueOf(last, first), valueOf(last, second)) : undefined;
  return new Page(items, next);
}

const valueOf = (row: ObjectLiteral, property: string): unknown => row[property.split('.')[1] ?? ''];

/** Where a page ends: the values of its last item that its list is ordered by. */
export const encodeCursor = (time: unknown, id: unknown): string =>
  Buffer.from(JSON.stringify([time instanceof Date ? time.toISOString() : time, id])).toString('base64url');

type CursorPart = string | number;

/** @throws ValidationFailed for a cursor that this server did not give */
export function decodeCursor(cursor: string): readonly [CursorPart, CursorPart] {
  const refused = new ValidationFailed([
    { code: 'foreign-cursor', field: 'cursor', message: 'is not from a Link header of this list' },
  ]);
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw refused;
    throw cause;
  }
  const isPart = (part: unknown) =>
    (typeof part === 'string' && part.length < 200 && !part.includes('\0') && part.isWellFormed()) ||
    Number.isSafeInteger(part);
  if (!Array.isArray(parts) || parts.length !== 2 || !parts.every(isPart)) throw refused;
  const [time, id] = parts as [CursorPart, CursorPart];
  if (typeof time === 'string' && Number.isNaN(Date.parse(time))) throw refused;
  return [time, id];
}
