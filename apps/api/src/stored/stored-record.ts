import * as z from 'zod';
import { DomainError } from '../errors/domain-error.js';

/** Something on record that this version cannot read. It spoils what it belongs to, and nothing else. */
export class StoredRecordUnreadable extends DomainError {
  override readonly name = 'StoredRecordUnreadable';
  readonly kind = 'conflict';
  readonly code = 'stored-record-unreadable';
  constructor(record: string, id: string, cause: unknown) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const reason = issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : String(cause);
    super(`The ${record} of ${id} cannot be read (${reason}).`, { cause, params: { record, id } });
  }
}

type Definition<T> = {
  /** For people, such as `lesson` in "The lesson of class cannot be read". */
  readonly name: string;
  /** Of what is written now. What has no `v` is of version 1. */
  readonly version: number;
  readonly schema: z.ZodType<T>;
  /** By the version it starts from: makes the next version of it. */
  readonly upgrades?: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>>;
};

/** The schema of a JSON column: parsed when it is read, upgraded first where an earlier version wrote it. */
export class StoredRecord<T extends object> {
  readonly #read = new WeakMap<object, T>();

  constructor(private readonly definition: Definition<T>) {}

  /**
   * @param id id of the row, named in the error
   * @throws StoredRecordUnreadable
   */
  read(stored: unknown, id: string): T {
    const { name, schema, version, upgrades = {} } = this.definition;
    const known = typeof stored === 'object' && stored !== null ? this.#read.get(stored) : undefined;
    if (known) return known;
    try {
      let { v = 1, ...record } = z.looseObject({ v: z.int().optional() }).parse(stored);
      for (; v < version; v++) record = upgrades[v]?.(record) ?? record;
      if (v > version) throw new Error(`it was written by a later version of this program (v ${String(v)})`);
      const parsed = schema.parse(record);
      this.#read.set(stored as object, parsed); // a column that was loaded once is parsed once
      return parsed;
    } catch (cause) {
      throw new StoredRecordUnreadable(name, id, cause);
    }
  }

  /** What is stored for it. */
  write(value: T): object {
    return { v: this.definition.version, ...value };
  }
}

/**
 * The same for a JSON column that holds a list. A list has no place for a version: it is of version 1, and a later version
 * would be a record.
 */
export class StoredList<T> {
  readonly #read = new WeakMap<object, readonly T[]>();
  readonly #items: z.ZodType<T[]>;

  constructor(
    private readonly name: string,
    item: z.ZodType<T>,
  ) {
    this.#items = z.array(item);
  }

  /**
   * @param id id of the row, named in the error
   * @throws StoredRecordUnreadable
   */
  read(stored: unknown, id: string): readonly T[] {
    const known = typeof stored === 'object' && stored !== null ? this.#read.get(stored) : undefined;
    if (known) return known;
    try {
      const parsed = this.#items.parse(stored);
      this.#read.set(stored as object, parsed);
      return parsed;
    } catch (cause) {
      throw new StoredRecordUnreadable(this.name, id, cause);
    }
  }
}
