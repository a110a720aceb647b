import type {
  DeliveryTemplate,
  DeliveryTemplateChangeInput,
  DeliveryTemplateCreateInput,
  EncoderStatus,
  SessionRenditions,
  TemplateChoice,
  TemplateDryRun,
  TemplateDryRunRequestInput,
} from '@lockstep/contracts';
import { call, request } from './http.js';

const path = (id: string, rest = '') => `/api/templates/${encodeURIComponent(id)}${rest}`;
const send = <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', address: string, body?: unknown) =>
  call<T>(address, { method, as: 'staff', body });

export const listTemplates = (signal?: AbortSignal) =>
  call<DeliveryTemplate[]>('/api/templates', { as: 'staff', signal });

export const listEncoders = (signal?: AbortSignal) =>
  call<EncoderStatus[]>('/api/encoders', { as: 'staff', signal });

export const createTemplate = (body: DeliveryTemplateCreateInput) =>
  send<DeliveryTemplate>('POST', '/api/templates', body);

export const changeTemplate = (id: string, body: DeliveryTemplateChangeInput) =>
  send<DeliveryTemplate>('PATCH', path(id), body);

export const deleteTemplate = (id: string) => send<undefined>('DELETE', path(id));

export const sendTemplateImage = (id: string, image: File) =>
  send<DeliveryTemplate>('PUT', path(id, '/image'), image);

export const deleteTemplateImage = (id: string) => send<DeliveryTemplate>('DELETE', path(id, '/image'));

export const dryRunTemplate = (id: string, body: TemplateDryRunRequestInput) =>
  send<TemplateDryRun>('POST', path(id, '/dry-run'), body);

/** @param address as the dry run has it */
export const dryRunResult = async (address: string): Promise<Blob> =>
  (await request(address, { as: 'staff' })).blob();

const ofSession = (id: string, rest: string) => `/api/sessions/${encodeURIComponent(id)}/${rest}`;

export const getRenditions = (sessionId: string, signal?: AbortSignal) =>
  call<SessionRenditions>(ofSession(sessionId, 'renditions'), { as: 'staff', signal });

export const chooseTemplate = (sessionId: string, templateId: string | null) =>
  send<TemplateChoice>('PUT', ofSession(sessionId, 'template'), { templateId });
