import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Runs the fuzzer as `npm run fuzz` does, on the targets of one file. */
async function fuzz(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const node = [
    '--conditions=@lockstep/source',
    '--experimental-transform-types',
    '--disable-warning=ExperimentalWarning',
  ];
  const hooks = ['--expose-gc', '--import', pathOf('../../../scripts/bootstrap/typescript-hooks.mjs')];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      ...node,
      ...hooks,
      pathOf('../fuzz/fuzz.ts'),
      ...args,
    ]);
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('the fuzzer', () => {
  const planted = ['--targets', pathOf('planted-faults.ts'), '--seed', '1', '--seconds', '30'];

  it.each([
    { only: 'type error', says: /planted: type error: TypeError/ },
    { only: 'allocation', says: /planted: allocation: allocates 2097152 bytes/ },
    { only: 'heap', says: /planted: heap: keeps \d+ bytes of heap/ },
    { only: 'hang', says: /planted: hang: hangs/ },
    { only: 'promise', says: /planted: promise: .*broken promise: never a 7/s },
  ])('finds a planted $only, and prints the input as hex', async ({ only, says }) => {
    const { code, stderr } = await fuzz(...planted, '--patience', '3', '--only', only);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^hex (?:[0-9a-f]{2})*$/m);
    expect(code).toBe(1);
  });

  it('finds nothing in our parsers in a second, and says how much it tried', async () => {
    const { code, stdout, stderr } = await fuzz('--seconds', '1', '--targets', pathOf('../fuzz/targets.ts'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\d+ {2}executions \(\d+\/s\), nothing found/);
  });

  it('says so when there is no such target', async () => {
    expect(await fuzz('--only', 'no such thing')).toMatchObject({ code: 2, stderr: 'No such target.\n' });
  });
});
