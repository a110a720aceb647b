/** Why the server cannot start, as one sentence for the person who started it. */
export class StartupError extends Error {
  override readonly name = 'StartupError';

  /** For a port that cannot be listened on. */
  static ofPort(
    setting: 'PORT' | 'RTMP_PORT' | 'SRT_PORT',
    host: string,
    port: number,
    cause: unknown,
  ): StartupError {
    const code =
      cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : 'unknown reason';
    const place = `port ${String(port)} of ${host}`;
    const sentence =
      code === 'EADDRINUSE'
        ? `The ${place} is taken by another program; stop it, or set ${setting} to another port.`
        : `The server cannot listen on ${place} (${code}); set ${setting} or HOST.`;
    return new StartupError(sentence, { cause });
  }
}
