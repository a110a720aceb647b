import path from 'node:path';
import type { ChangeableSetting } from '@lockstep/contracts';
import type { OpenAiSettings, SpeechServer } from '@lockstep/virtual-teacher';
import * as z from 'zod';
import { ladderSetting } from './ladder-setting.js';
import { modelSettings, openAiSettingsOf, speechServerOf } from './model-settings.js';
import { srtSettings } from './srt-settings.js';
import { StartupError } from './startup-error.js';
import { sharedSettings } from './shared-settings.js';
import { webrtcSettings } from './webrtc-settings.js';
import { storageSettings } from './storage-settings.js';

const isPort = { error: 'is a whole number from 0 to 65535' };
const port = z.coerce.number(isPort).int(isPort).min(0, isPort).max(65535, isPort);

/** Each an address and a number of bits. */
const areNetworks = (networks: readonly string[]): boolean =>
  networks.every((network) => z.union([z.cidrv4(), z.cidrv6()]).safeParse(network).success);

const flag = z
  .enum(['true', 'false', '1', '0'], { error: 'is true or false' })
  .transform((value) => value === 'true' || value === '1');

/**
 * Everything that can be set, by environment variable. The description of each is the documentation of it; an empty
 * value counts as absent.
 */
export const settingsSchema = z.object({
  PORT: port.default(3000).describe('Port of pages, API, sockets and FLV. 0 takes a free one.'),
  RTMP_PORT: port.default(1935).describe('Port of RTMP publishing and playing. 0 takes a free one.'),
  RTMP_CLIENTS_PER_ADDRESS: z.coerce
    .number()
    .int()
    .positive()
    .default(200)
    .describe(
      'How many RTMP publishers and players of one network address may be connected; as many SRT ones.',
    ),
  ...srtSettings,
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on; 0.0.0.0 makes the server reachable from other machines.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is an http or https address, e.g. https://class.example.org' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('Address under which people reach the server; the printed links begin with it.'),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((folder) => path.resolve(folder))
    .describe('Folder of slides, media files and the embedded database. Used by one server at a time.'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'is a PostgreSQL address, e.g. postgres://user:password@host/name',
    })
    .optional()
    .describe('PostgreSQL 15 or newer. Absent: a database embedded in the server, inside DATA_DIR.'),
  ...sharedSettings,
  DATABASE_FSYNC: flag
    .default(false)
    .describe('Whether the embedded database waits for the disk at each commit: for power cuts.'),
  FFMPEG_PATH: z
    .string()
    .optional()
    .describe(
      'The ffmpeg to use. Absent: the one of the system, else the one that is installed with the server.',
    ),
  LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug'], { error: 'is error, warn, info or debug' })
    .default('info')
    .describe('error, warn, info or debug; written to standard error.'),
  METRICS_LOOPBACK: flag
    .default(false)
    .describe(
      'Whether programs of this machine read /metrics without a token, when no proxy stands between.',
    ),
  DEMO: flag
    .default(true)
    .describe('Whether the first start makes something to look at: a film, and what SHIPPED_LESSONS says.'),
  SHIPPED_LESSONS: flag
    .default(true)
    .describe('Whether it also compiles the shipped lessons, and the virtual teacher teaches the first.'),
  CLIPS_GB: z.coerce
    .number()
    .positive()
    .default(10)
    .describe(
      'Room for spoken sentences, GB; at a start the unused ones above it are removed, lessons stay whole.',
    ),
  MAX_UPLOAD_MB: z.coerce
    .number()
    .positive()
    .max(1024)
    .default(50)
    .describe('Largest upload of slides, all files of one request together.'),
  MAX_PACKAGE_MB: z.coerce
    .number()
    .positive()
    .max(4096)
    .default(500)
    .describe('Largest lesson that is imported as one file, MB; its files unpacked may have as much.'),
  DVR_MINUTES: z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .default(30)
    .describe('How far back a live session can be rewound, minutes.'),
  DVR_MB: z.coerce
    .number()
    .positive()
    .default(64)
    .describe(
      'Memory for that, MB a session that is watched over HLS or DASH; past it the oldest segments go sooner.',
    ),
  LADDER: ladderSetting,
  RECORDING: flag
    .default(true)
    .describe('Whether sessions are recorded that do not say it themselves; what is shown in a loop is not.'),
  MAX_RECORDING_MB: z.coerce
    .number()
    .positive()
    .max(1024 * 1024)
    .default(8192)
    .describe('Largest recording of another server that is imported, MB.'),
  RECORDING_DIR: z
    .string()
    .optional()
    .transform((folder) => folder && path.resolve(folder))
    .describe('Folder of recordings. Absent: recordings in DATA_DIR.'),
  RECORDING_FSYNC: flag
    .default(false)
    .describe('Whether each second of a recording is on the disk before the next: for power cuts.'),
  RECORDING_FREE_MB: z.coerce
    .number()
    .positive()
    .default(256)
    .describe('Recording stops while the disk has less room than this, MB, and goes on when it has more.'),
  RECORDING_HOURS: z.coerce
    .number()
    .positive()
    .default(12)
    .describe('Greatest length of a recording, hours; what is live beyond it is not recorded.'),
  ...webrtcSettings,
  ...storageSettings,
  RETENTION_DAYS: z.coerce
    .number()
    .int()
    .positive()
    .max(36_500)
    .optional()
    .describe('Days after its end on which a session is deleted with all its data. Absent: never by itself.'),
  JOINS_PER_MINUTE: z.coerce
    .number()
    .int()
    .positive()
    .default(600)
    .describe('How many students may join one session from one network address in a minute.'),
  SELF_PACED_SESSIONS: z.coerce
    .number()
    .int()
    .min(0)
    .default(20)
    .describe('How many students may take a lesson alone at the same time.'),
  SELF_PACED_IDLE_MINUTES: z.coerce
    .number()
    .positive()
    .max(1440)
    .default(60)
    .describe('A session of one student ends when it has been paused or left for this long, minutes.'),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'is the address of a mail server, e.g. smtps://user:password@mail.example.org',
    })
    .optional()
    .describe(
      'Mail server for invitations and new passwords. Absent: no mail; links for a new password are written to the log.',
    ),
  MAIL_FROM: z
    .string()
    .max(320)
    .default('Lockstep <lockstep@localhost>')
    .describe('Who the mails of the server come from.'),
  WEBHOOK_NETWORKS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((network) => network.trim())
        .filter((network) => network !== ''),
    )
    .refine(areNetworks, { error: 'is a list of networks, e.g. 10.0.0.0/8,192.168.1.7/32' })
    .describe(
      'Networks to which webhooks and restreams may go beside public addresses, e.g. 10.0.0.0/8. Absent: none.',
    ),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('How many reverse proxies stand before the server; their X-Forwarded-For is believed.'),
  ...modelSettings,
});

export type SettingsValues = z.infer<typeof settingsSchema>;

/** The checked settings of this process; a class, so that Nest can inject it. */
export class Settings {
  /** How a model is reached; undefined without a key. */
  readonly openAi: OpenAiSettings | undefined;
  /** Who speaks where no embedded voice does; undefined without an address and a key. */
  readonly speech: SpeechServer | undefined;
  #changed: Partial<SettingsValues> = {};

  /** @param values of the environment, with defaults */
  constructor(readonly values: Readonly<SettingsValues>) {
    this.openAi = openAiSettingsOf(values);
    this.speech = speechServerOf(values);
  }

  get<K extends keyof SettingsValues>(name: K): SettingsValues[K] {
    // what is there has the type of its name; undefined is a value too
    return Object.hasOwn(this.#changed, name)
      ? (this.#changed[name] as SettingsValues[K])
      : this.values[name];
  }

  /**
   * Lets a setting have another value from now on.
   * @param text as an environment variable would say it; undefined: as the environment says it again
   * @throws z.ZodError; nothing is changed then
   */
  change(name: ChangeableSetting, text: string | undefined): void {
    const value = text === undefined ? undefined : settingsSchema.shape[name].parse(text || undefined);
    const others = Object.entries(this.#changed).filter(([other]) => other !== name);
    this.#changed = Object.fromEntries(text === undefined ? others : [...others, [name, value]]);
  }

  /** Whether other processes may carry sessions of the same database. */
  get isShared(): boolean {
    return this.values.DATABASE_URL !== undefined && this.values.REDIS_URL !== undefined;
  }

  /** A path inside the data folder. */
  inData(...segments: string[]): string {
    return path.join(this.values.DATA_DIR, ...segments);
  }
}

/** Checks the environment. @throws StartupError, naming each variable that does not fit but never its value */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).map((name) => [name, environment[name]?.trim() || undefined]),
  );
  const result = settingsSchema.safeParse(given);
  if (result.success) return new Settings(result.data);
  const reasons = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StartupError(`The settings do not fit: ${reasons.join('; ')}.`);
}

/** One row of the settings table in the documentation. */
export type SettingDescription = {
  readonly name: string;
  readonly default: string;
  readonly description: string;
};

/** As it would be set; empty where nothing is. */
const written = (value: unknown): string =>
  Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

export function describeSettings(): SettingDescription[] {
  const defaults: Readonly<Record<string, unknown>> = { ...settingsSchema.parse({}), DATA_DIR: './data' };
  return Object.entries(settingsSchema.shape).map(([name, schema]) => ({
    name,
    default: written(defaults[name]),
    description: schema.description ?? '',
  }));
}
