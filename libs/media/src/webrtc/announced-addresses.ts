const CANDIDATE = /^a=candidate:\S+ (\d+ UDP \d+) \S+ (\d+ typ host.*)$/i;

/**
 * An answer with other addresses than this machine's own, at the same port: those under which viewers reach a server behind a router
 * that passes the port on.
 */
export function announcedAt(answer: string, addresses: readonly string[] = []): string {
  if (addresses.length === 0) return answer;
  let isAnnounced = false;
  const lines = answer.split('\r\n').flatMap((line) => {
    const [, component = '', port = ''] = CANDIDATE.exec(line) ?? [];
    if (line.startsWith('m=')) isAnnounced = false;
    if (component === '') return [line];
    if (isAnnounced) return [];
    isAnnounced = true;
    return addresses.map((address, i) => `a=candidate:${i + 1} ${component} ${address} ${port}`);
  });
  return lines.join('\r\n');
}
