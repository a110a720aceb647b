import type { AuditEntry, AuditQuery } from '@lockstep/contracts';
import { MAX_PAGE } from '@lockstep/contracts';
import Papa from 'papaparse';
import type { Audit } from './audit.service.js';

/** Spreadsheets take a file without it for one in the script of their own country. */
const BYTE_ORDER_MARK = '\ufeff';

const columns: readonly (readonly [string, (entry: AuditEntry) => string | null])[] = [
  ['at', ({ at }) => at],
  ['actor_kind', ({ actor }) => actor.kind],
  ['actor_id', ({ actor }) => actor.id],
  ['actor_name', ({ actor }) => actor.name],
  ['action', ({ action }) => action],
  ['subject_kind', ({ subject }) => subject.kind],
  ['subject_id', ({ subject }) => subject.id],
  ['subject_name', ({ subject }) => subject.name],
];

/** A name that begins like a formula is text in a spreadsheet too. */
const lines = (rows: readonly (readonly (string | null)[])[]): string =>
  `${Papa.unparse(rows as (string | null)[][], { escapeFormulae: true })}\r\n`;

type Wanted = Omit<AuditQuery, 'limit' | 'cursor'>;

/** The entries as CSV (RFC 4180), read while they are sent. */
export async function* auditCsv(audit: Audit, wanted: Wanted): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + lines([columns.map(([name]) => name)]);
  let cursor: string | undefined;
  do {
    const page = await audit.list({ ...wanted, limit: MAX_PAGE, ...(cursor !== undefined && { cursor }) });
    const rows = page.items.map((entry) => columns.map(([, read]) => read(entry)));
    if (rows.length > 0) yield lines(rows);
    cursor = page.next;
  } while (cursor !== undefined);
}
