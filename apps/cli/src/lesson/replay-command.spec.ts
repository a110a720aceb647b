import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lockstep, temporaryFolder } from '../../test/lockstep.js';

describe('lesson replay', () => {
  it.each([
    { args: [], message: 'Which recording?' },
    { args: ['a.mp4', 'b.mp4'], message: 'One recording at a time.' },
    { args: ['a.mp4', '--port', '70000'], message: "--port needs a number from 0 to 65535, not '70000'." },
    { args: ['a.mp4', '--port', 'x'], message: "--port needs a number from 0 to 65535, not 'x'." },
    { args: ['a.mp4', '--loud'], message: "Unknown option '--loud'" },
  ])('called with $args says what is wrong', async ({ args, message }) => {
    const { code, stderr } = await lockstep(['lesson', 'replay', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: lockstep lesson replay FILE.mp4');
  });

  it('refuses what is no finished recording', async () => {
    const folder = temporaryFolder();
    const text = folder.write('text.mp4', 'nothing of the kind');
    mkdirSync(folder.path('folder.mp4'));
    const refusals = [
      [text, 'is no finished MP4'],
      [folder.path('missing.mp4'), 'no such file'],
      [folder.path('folder.mp4'), 'is no file'],
    ] as const;
    for (const [path, message] of refusals) {
      const { code, stderr } = await lockstep(['lesson', 'replay', path]);
      expect(code).toBe(1);
      expect(stderr).toContain(`${path}: ${message}`);
    }
  });
});
