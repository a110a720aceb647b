import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../bootstrap/children.mjs';
import { inRoot } from '../bootstrap/workspace.mjs';

describe('package-lock.json', () => {
  const text = readFileSync(inRoot('package-lock.json'), 'utf8');

  it('names no registry: every user installs from their own', () => {
    expect(text).not.toMatch(/"resolved": "https?:/);
  });

  it('installs the runtime for both common processors', () => {
    const { packages } = JSON.parse(text) as { packages: Record<string, { optional?: boolean }> };
    for (const processor of ['x64', 'arm64']) {
      expect(packages[`node_modules/node-linux-${processor}`]).toMatchObject({ optional: true });
    }
  });

  it('fits every package.json, so that npm ci takes it', async () => {
    const { code, output } = await run('npm', ['ci', '--dry-run', '--ignore-scripts', '--no-audit'], {
      env: { ...process.env, npm_config_loglevel: 'error' },
    });
    expect(output).not.toMatch(/Missing:|Invalid:/);
    expect(code).toBe(0);
  });
});
