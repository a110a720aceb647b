import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inRoot } from '../bootstrap/workspace.mjs';

type Service = {
  image: string;
  build?: string;
  command?: string[];
  profiles?: string[];
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: { test: string[] };
};

const text = readFileSync(inRoot('docker-compose.yml'), 'utf8');
const compose = parse(text) as { services: Record<string, Service>; volumes: Record<string, null> };
const services = Object.entries(compose.services);
const dockerfile = readFileSync(inRoot('Dockerfile'), 'utf8');
const settings = readFileSync(inRoot('docs/settings.md'), 'utf8');
const operations = readFileSync(inRoot('docs/operations.md'), 'utf8');
const [serverSettings = ''] = settings.split('## For tests');

/** Only what the Compose Specification has for a service, and what is used here. */
const knownKeys = [
  'build',
  'command',
  'depends_on',
  'environment',
  'healthcheck',
  'image',
  'ports',
  'profiles',
  'restart',
  'stop_grace_period',
  'volumes',
];

describe('docker-compose.yml', () => {
  it('has the server, PostgreSQL, Redis and an S3-compatible store', () => {
    expect(Object.keys(compose.services)).toEqual(['api', 'postgres', 'redis', 'store']);
  });

  it('starts what the server uses, and nothing else unless asked', () => {
    const started = services.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name);
    expect(started).toEqual(['api', 'postgres']);
  });

  it('gives the server only settings that it has', () => {
    for (const name of Object.keys(compose.services['api']?.environment ?? {})) {
      expect(serverSettings, name).toContain(`| \`${name}\``);
    }
  });

  it('asks the reader only for variables that are documented', () => {
    for (const [, name = ''] of text.matchAll(/\$\{(\w+)/g)) expect(settings, name).toContain(`\`${name}\``);
  });

  it('reaches the database under the name, user and database it is given', () => {
    const { POSTGRES_USER: user, POSTGRES_DB: database } = compose.services['postgres']?.environment ?? {};
    const { username, hostname, pathname } = new URL(
      String(compose.services['api']?.environment?.['DATABASE_URL']).replace(/\$\{[^}]*\}/, 'secret'),
    );
    expect([username, hostname, pathname]).toEqual([user, 'postgres', `/${String(database)}`]);
  });

  it('publishes the ports that the server listens on inside', () => {
    const { PORT: http, RTMP_PORT: rtmp } = compose.services['api']?.environment ?? {};
    const inside = compose.services['api']?.ports?.map((port) => Number(port.split(':').at(-1)));
    expect(inside).toEqual([http, rtmp]);
    for (const port of inside ?? []) expect(dockerfile).toMatch(new RegExp(`^EXPOSE .*\\b${port}\\b`, 'm'));
  });

  describe.each(services)('service %s', (name, service) => {
    it('uses only keys of the Compose Specification', () => {
      expect(Object.keys(service).filter((key) => !knownKeys.includes(key))).toEqual([]);
    });

    it('pins an image that the documents name', () => {
      if (service.build !== undefined) return expect(service.build).toBe('.');
      expect(service.image).toMatch(/:[\w.-]*\d/);
      expect(operations).toContain(`\`${service.image}\``);
    });

    it('keeps its data in a declared volume', () => {
      expect(service.volumes?.length).toBeGreaterThan(0);
      for (const volume of service.volumes ?? []) {
        expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      }
    });

    it('says when it is healthy', () => {
      const own =
        name === 'api' ? /^HEALTHCHECK/m.test(dockerfile) : service.healthcheck?.test[0]?.startsWith('CMD');
      expect(own).toBe(true);
    });

    it('waits only for services that say when they are healthy', () => {
      for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(condition).toBe('service_healthy');
        expect(compose.services[needed]?.healthcheck).toBeDefined();
      }
    });
  });
});

describe('Dockerfile', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1);
  const last = stages.at(-1) ?? '';

  it('builds in one stage and runs in another, on the same Node as .nvmrc', () => {
    const version = readFileSync(inRoot('.nvmrc'), 'utf8').trim();
    expect(stages.map((stage) => stage.split(/\s/)[0])).toEqual(
      stages.map(() => `node:${version}-bookworm-slim`),
    );
    expect(stages).toHaveLength(2);
  });

  it('does not run the server as root', () => expect(last).toMatch(/^USER node$/m));

  it('keeps data in a volume that this user may write', () => {
    expect(last).toMatch(/chown node:node \/data/);
    expect(last).toMatch(/^VOLUME \/data$/m);
  });

  it('copies nothing from the host that is made there', () => {
    const ignored = readFileSync(inRoot('.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['**/node_modules', '**/dist', '.git', 'data']));
  });
});
