import type { ChangeableSetting, ServerSetting } from '@lockstep/contracts';
import { call } from './http.js';

export const listSettings = (signal?: AbortSignal) =>
  call<ServerSetting[]>('/api/settings', { as: 'staff', signal });

/** @param value undefined: what the environment says holds again */
export const changeSetting = (name: ChangeableSetting, value: string | undefined) =>
  call<ServerSetting>(`/api/settings/${name}`, {
    method: value === undefined ? 'DELETE' : 'PUT',
    as: 'staff',
    body: value === undefined ? undefined : { value },
  });
