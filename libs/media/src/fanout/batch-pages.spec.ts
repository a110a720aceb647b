import { afterEach, expect, it, vi } from 'vitest';
import { SharedPages } from './socket/shared-pages.js';
import { BatchPages } from './batch-pages.js';

afterEach(() => void vi.restoreAllMocks());
const large = Buffer.alloc(30_000);

it('takes what is large, one set of pages for each form', () => {
  using pages = new BatchPages();
  expect(pages.filled('raw', Buffer.alloc(1000))).toBeUndefined();
  const raw = pages.filled('raw', large);
  expect(raw).toBeInstanceOf(SharedPages);
  expect(pages.filled('raw', large)).toBe(raw);
  expect(pages.filled('chunked', large)).not.toBe(raw);
});

it('does without, and warns once, when the machine has no memory for them', () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  vi.spyOn(SharedPages.prototype, 'fill').mockImplementation(() => {
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  });
  using pages = new BatchPages();
  expect(pages.filled('raw', large)).toBeUndefined();
  expect(pages.filled('raw', large)).toBeUndefined();
  expect(warned).toHaveBeenCalledTimes(1);
});

it('gives nothing when the broadcast is closed', () => {
  const pages = new BatchPages();
  pages[Symbol.dispose]();
  expect(pages.filled('raw', large)).toBeUndefined();
});
