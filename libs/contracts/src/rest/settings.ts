import * as z from 'zod';

/** The settings that take effect while the server runs; docs/settings.md says what each means. */
export const ChangeableSetting = z
  .enum([
    'RECORDING',
    'RECORDING_FREE_MB',
    'RECORDING_HOURS',
    'RETENTION_DAYS',
    'JOINS_PER_MINUTE',
    'SELF_PACED_SESSIONS',
    'SELF_PACED_IDLE_MINUTES',
    'MAX_UPLOAD_MB',
    'MAX_PACKAGE_MB',
    'TOKENS_PER_SESSION',
    'TOKENS_PER_STUDENT',
    'MAIL_FROM',
    'LOG_LEVEL',
  ])
  .meta({ id: 'ChangeableSetting' });
export type ChangeableSetting = z.infer<typeof ChangeableSetting>;

/** GET /api/settings: a setting that can be changed while the server runs. */
export const ServerSetting = z
  .object({
    name: ChangeableSetting,
    description: z.string(),
    value: z.string().describe('What holds now, as an environment variable would say it. Empty: nothing.'),
    initialValue: z.string().describe('What holds without a change: from the environment, or the default.'),
    changedAt: z.iso.datetime().nullable().describe('Null: it was not changed here.'),
  })
  .meta({ id: 'ServerSetting' });
export type ServerSetting = z.infer<typeof ServerSetting>;

/** PUT /api/settings/{name}. */
export const ServerSettingChange = z
  .object({
    value: z
      .string()
      .trim()
      .max(400)
      .describe('As an environment variable would say it. Empty: the default.'),
  })
  .meta({ id: 'ServerSettingChange' });
export type ServerSettingChange = z.infer<typeof ServerSettingChange>;
