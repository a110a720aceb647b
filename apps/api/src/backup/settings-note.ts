import { settingsSchema } from '../config/settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_NAME = /KEY|SECRET|TOKEN|PASSWORD|^DATABASE_URL$|^SMTP_URL$/;
/** A user or a password in front of a host. */
const SECRET_VALUE = /^[a-z]+:\/\/[^/]*@/i;

/** What the environment sets, as it says it, without what is secret: of that only the names. */
export function noteSettings(environment: Environment): {
  readonly settings: Record<string, string>;
  readonly secrets: string[];
} {
  const settings: Record<string, string> = {};
  const secrets: string[] = [];
  for (const name of Object.keys(settingsSchema.shape)) {
    const value = environment[name]?.trim();
    if (!value) continue;
    if (SECRET_NAME.test(name) || SECRET_VALUE.test(value)) secrets.push(name);
    else settings[name] = value;
  }
  return { settings, secrets };
}

/** What a restored server lacks of the settings of the one before. DATA_DIR and DATABASE_URL are where it was put. */
export function lackingSettings(
  { settings, secrets }: ReturnType<typeof noteSettings>,
  environment: Environment,
): { readonly settings: string[]; readonly secrets: string[] } {
  const isPlace = (name: string) => name === 'DATA_DIR' || name === 'DATABASE_URL';
  const lines = Object.entries(settings)
    .filter(([name, value]) => !isPlace(name) && environment[name]?.trim() !== value)
    .map(([name, value]) => `${name}=${value}`);
  return { settings: lines, secrets: secrets.filter((name) => !isPlace(name) && !environment[name]?.trim()) };
}
