import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSettings, readSettings, settingsSchema } from './settings.js';
import { StartupError } from './startup-error.js';

const refusal = (environment: Record<string, string>): string => {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
  }
  return '';
};

describe('the settings', () => {
  it('need nothing to be set', () => {
    const settings = readSettings({});
    expect(settings.get('PORT')).toBe(3000);
    expect(settings.get('RTMP_PORT')).toBe(1935);
    expect(settings.get('HOST')).toBe('127.0.0.1');
    expect(settings.get('DATABASE_URL')).toBeUndefined();
    expect(settings.inData('media')).toBe(path.resolve('data/media'));
  });

  it('count an empty variable as absent', () => {
    expect(readSettings({ PORT: ' ', DATABASE_URL: '', DEMO: '' }).values).toEqual(readSettings({}).values);
  });

  it('are read from text', () => {
    const { values } = readSettings({
      PORT: '8080',
      DEMO: '0',
      PUBLIC_URL: 'https://class.example.org//',
      MAX_UPLOAD_MB: '2.5',
      UNKNOWN: 'x',
    });
    expect(values).toMatchObject({
      PORT: 8080,
      DEMO: false,
      PUBLIC_URL: 'https://class.example.org',
      MAX_UPLOAD_MB: 2.5,
    });
    expect(values).not.toHaveProperty('UNKNOWN');
  });

  it.each([
    [{ PORT: '70000' }, 'PORT'],
    [{ RTMP_PORT: 'many' }, 'RTMP_PORT'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL'],
    [{ PUBLIC_URL: 'class.example.org' }, 'PUBLIC_URL'],
    [{ DEMO: 'perhaps' }, 'DEMO'],
    [{ JOINS_PER_MINUTE: '0' }, 'JOINS_PER_MINUTE'],
  ])('that do not fit are named: %j', (environment, name) => {
    expect(refusal(environment)).toMatch(new RegExp(`^The settings do not fit: ${name}: [^;]+\\.$`));
  });

  it('name the renditions that are made, and refuse what names no rendition', () => {
    expect(readSettings({ LADDER: '720p:1800, 240p:300@15' }).get('LADDER')).toEqual([
      { name: '720p', height: 720, videoKbps: 1800 },
      { name: '240p', height: 240, videoKbps: 300, frameRate: 15 },
    ]);
    for (const LADDER of ['720p', '720p:1800,720p:900', '9p:100', '720p:1800,', '240p:300@0', '99999p:100'])
      expect(refusal({ LADDER })).toContain('LADDER: is a list such as 720p:1800');
  });

  it('that do not fit are all named at once, without their values', () => {
    const message = refusal({ PORT: 'x', DATABASE_URL: 'mysql://ann:sesame@host/x' });
    expect(message).toContain('PORT: ');
    expect(message).toContain('DATABASE_URL: ');
    expect(message).not.toContain('sesame');
  });

  it('are each described', () => {
    const described = describeSettings();
    expect(described.map(({ name }) => name)).toEqual(Object.keys(settingsSchema.shape));
    for (const { name, description } of described) expect(description, name).toMatch(/\w{3,}.*\.$/);
    expect(described.find(({ name }) => name === 'DATA_DIR')?.default).toBe('./data');
  });
});
