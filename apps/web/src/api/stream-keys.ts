import type { StreamKey, StreamKeyCreated, StreamKeyCreateInput } from '@lockstep/contracts';
import { call, callAll } from './http.js';

const path = (keyId: string, rest = '') => `/api/stream-keys/${encodeURIComponent(keyId)}${rest}`;

export const listStreamKeys = (token: string, signal?: AbortSignal) =>
  callAll<StreamKey>('/api/stream-keys', { token, signal });

export const createStreamKey = (token: string, body: StreamKeyCreateInput) =>
  call<StreamKeyCreated>('/api/stream-keys', { method: 'POST', token, body });

export const rotateStreamKey = (keyId: string, token: string) =>
  call<StreamKeyCreated>(path(keyId, '/rotate'), { method: 'POST', token });

export const revokeStreamKey = (keyId: string, token: string) =>
  call<undefined>(path(keyId), { method: 'DELETE', token });
