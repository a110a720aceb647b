import { describe, expect, it } from 'vitest';
import { explain } from './install.mjs';

describe('a failed install is one clear sentence', () => {
  it.each([
    ['npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device', /disk is full/],
    ['npm error code ENOTFOUND\nnpm error network request to https://r failed', /registry cannot be reached/],
    ['npm ERR! code EAI_AGAIN\nnpm ERR! syscall getaddrinfo', /registry cannot be reached/],
    ['npm error code EACCES\nnpm error syscall mkdir', /may not write here/],
    ['npm error code EUSAGE\nnpm error Missing: a@1 from lock file', /does not fit package.json/],
    ['npm error code E500', /could not install/],
  ])('%s', (output, sentence) => {
    expect(explain(output).message).toMatch(sentence);
  });

  it("shows npm's errors and not its progress", () => {
    const { detail } = explain('npm http fetch GET 200 https://r/a.tgz\nnpm error code E500');
    expect(detail).toBe('npm error code E500');
  });

  it('does not take an address in the progress for a cause', () => {
    const output = 'npm http fetch GET 200 https://r/ENOSPC.tgz\nnpm error code E500';
    expect(explain(output).message).toMatch(/could not install/);
  });
});
