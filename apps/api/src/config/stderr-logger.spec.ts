import { afterEach, describe, expect, it, vi } from 'vitest';
import { StderrLogger } from './stderr-logger.js';

/** What is written to each output meanwhile. */
function listening() {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  }
  return written;
}
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the log', () => {
  it('leaves standard output to the links', () => {
    const written = listening();
    const logger = new StderrLogger(() => 'debug');
    for (const level of ['log', 'warn', 'error', 'debug'] as const) logger[level](`a ${level}`, 'Test');
    expect(written.stdout).toBe('');
    for (const level of ['log', 'warn', 'error', 'debug']) expect(written.stderr).toContain(`a ${level}`);
  });

  it('is as talkative as it was set, and silent about its own assembly', () => {
    const written = listening();
    const logger = new StderrLogger(() => 'info');
    logger.log('visible', 'Sessions');
    logger.log('assembled', 'InstanceLoader');
    logger.debug('detail', 'Sessions');
    expect(written.stderr).toContain('visible');
    expect(written.stderr).not.toMatch(/assembled|detail/);
  });

  it('tells an error and its cause, but not what a failed query was about', () => {
    const written = listening();
    const cause = new Error('the line was cut');
    const error = Object.assign(new Error('query failed', { cause }), { parameters: ['Ann', 'a hash'] });
    new StderrLogger(() => 'error').error(error);
    expect(written.stderr).toMatch(/query failed[\s\S]*caused by Error: the line was cut/);
    expect(written.stderr).not.toMatch(/Ann|a hash/);
  });
});
