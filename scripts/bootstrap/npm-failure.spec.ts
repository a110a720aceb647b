import { describe, expect, it, vi } from 'vitest';
import { explain, followInstall } from './npm-failure.mjs';

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

describe('an install without a network', () => {
  const failed = 'npm http fetch GET https://r/zod attempt 1 failed with ENOTFOUND';
  const answered = 'npm http fetch GET 200 https://r/zod 10ms (cache miss)';
  const listen = () => {
    const listener = { onPackage: vi.fn(), onHopeless: vi.fn() };
    let nowMs = 0;
    const read = followInstall(listener, () => nowMs);
    return { ...listener, read, pass: (ms: number) => (nowMs += ms) };
  };

  it('is given up once, when many requests failed for a while', () => {
    const { read, pass, onHopeless } = listen();
    for (let index = 0; index < 100; index++) {
      read(failed);
      pass(1000);
    }
    expect(onHopeless).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ message: expect.stringContaining('registry cannot be reached') }),
    );
  });

  it('is not given up for a burst of failures, nor for few of them, nor after an answer', () => {
    const burst = listen();
    for (let index = 0; index < 100; index++) burst.read(failed);
    const few = listen();
    few.read(failed);
    few.pass(60_000);
    few.read(failed);
    const answeredOnce = listen();
    answeredOnce.read(answered);
    for (let index = 0; index < 100; index++) {
      answeredOnce.read(failed);
      answeredOnce.pass(1000);
    }
    for (const { onHopeless } of [burst, few, answeredOnce]) expect(onHopeless).not.toHaveBeenCalled();
  });

  it('counts packages and not their descriptions', () => {
    const { read, onPackage } = listen();
    read(answered);
    read('npm http fetch GET 200 https://r/zod/-/zod-4.6.7.tgz 10ms (cache miss)');
    read('npm http cache https://r/pg/-/pg-8.23.1.tgz 1ms (cache hit)');
    expect(onPackage.mock.calls).toEqual([[1], [2]]);
  });
});
