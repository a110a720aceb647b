import type { StreamKey, StreamKeyCreated, StreamKeyCreateInput } from '@lockstep/contracts';
import { call, callAll } from './http.js';

const path = (keyId: string, rest = '') => `/api/stream-keys/${encodeURIComponent(keyId)}${rest}`;

export const listStreamKeys = (signal?: AbortSignal) =>
  callAll<StreamKey>('/api/stream-keys', { as: 'staff', signal });

export const createStreamKey = (body: StreamKeyCreateInput) =>
  call<StreamKeyCreated>('/api/stream-keys', { method: 'POST', as: 'staff', body });

export const rotateStreamKey = (keyId: string) =>
  call<StreamKeyCreated>(path(keyId, '/rotate'), { method: 'POST', as: 'staff' });

export const revokeStreamKey = (keyId: string) =>
  call<undefined>(path(keyId), { method: 'DELETE', as: 'staff' });
