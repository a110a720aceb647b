import type { ErasureOf, ErasurePreview, ErasureReport, FoundStudent } from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './http.js';

export const erase = (of: ErasureOf, confirm: string) =>
  call<ErasureReport>('/api/erasures', { method: 'POST', as: 'staff', body: { of, confirm } });

export const erasureQueries = {
  students: (search: string) =>
    queryOptions({
      queryKey: ['erasures', 'students', search],
      queryFn: ({ signal }) =>
        call<FoundStudent[]>(`/api/erasures/students?search=${encodeURIComponent(search)}`, {
          ...{ as: 'staff', signal },
        }),
      enabled: search !== '',
    }),
  preview: (of: ErasureOf) =>
    queryOptions({
      queryKey: ['erasures', 'preview', of],
      queryFn: ({ signal }) =>
        call<ErasurePreview>('/api/erasures/preview', { method: 'POST', as: 'staff', body: of, signal }),
      staleTime: 0,
    }),
};
