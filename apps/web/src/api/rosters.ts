import type { RosterImport, RosterImportEntry, RosterUndo } from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './http.js';
import { upload } from './upload.js';

/** Of one class, or of the school. */
const path = (classId: string | null, rest = '') =>
  `${classId === null ? '/api' : `/api/classes/${encodeURIComponent(classId)}`}/roster-imports${rest}`;

type Sending = {
  /** Of the preview that is applied; absent: the file is only looked at. */
  readonly fingerprint?: string;
  readonly signal: AbortSignal;
};

export const sendRoster = (classId: string | null, file: File, { fingerprint, signal }: Sending) =>
  upload<RosterImport>(
    path(classId, fingerprint === undefined ? '' : `?fingerprint=${encodeURIComponent(fingerprint)}`),
    file,
    { as: 'staff', onProgress: () => undefined, signal },
  );

export const undoRoster = (classId: string | null, importId: string) =>
  call<RosterUndo>(path(classId, `/${encodeURIComponent(importId)}/undo`), { method: 'POST', as: 'staff' });

export const rosterQueries = {
  imports: (classId: string | null) =>
    queryOptions({
      queryKey: ['roster-imports', classId],
      queryFn: ({ signal }) => call<RosterImportEntry[]>(path(classId), { as: 'staff', signal }),
    }),
};
