import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { StoredRecord, StoredRecordUnreadable } from './stored-record.js';

const position = new StoredRecord({
  name: 'position',
  version: 3,
  schema: z.object({ page: z.int().min(0), book: z.string() }),
  upgrades: {
    1: ({ leaf, ...others }) => ({ ...others, page: Number(leaf) * 2 }),
    2: (old) => ({ book: 'unnamed', ...old }),
  },
});

describe('a stored record', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), (page, book) => {
        const stored: unknown = JSON.parse(JSON.stringify(position.write({ page, book })));
        expect(position.read(stored, 'x')).toEqual({ page, book });
      }),
    );
  });

  it('of an earlier version is upgraded, step by step', () => {
    expect(position.read({ leaf: 4, book: 'atlas' }, 'x')).toEqual({ page: 8, book: 'atlas' });
    expect(position.read({ v: 2, page: 5 }, 'x')).toEqual({ page: 5, book: 'unnamed' });
  });

  it('that cannot be read says which it is, and where it is wrong', () => {
    const read = () => position.read({ v: 3, page: -1, book: 'atlas' }, 'class');
    expect(read).toThrow(StoredRecordUnreadable);
    expect(read).toThrow(/^The position of class cannot be read \(page: /);
    expect(() => position.read({ v: 4, page: 1, book: 'atlas' }, 'class')).toThrow(/later version/);
  });

  it('throws nothing else, whatever is stored', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        try {
          expect(position.read(stored, 'x').page).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toBeInstanceOf(StoredRecordUnreadable);
        }
      }),
    );
  });
});
