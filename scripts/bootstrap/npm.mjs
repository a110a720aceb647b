/**
 * The npm that runs us, by the Node that runs it: node_modules/.bin/node, first on PATH under
 * npm, would vanish under an install. Started without npm, the one on PATH.
 *
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(args) {
  const script = process.env['npm_execpath'];
  const node = process.env['npm_node_execpath'];
  if (script?.endsWith('.js') && node) return { command: node, args: [script, ...args] };
  if (process.platform === 'win32') return { command: 'cmd.exe', args: ['/c', 'npm', ...args] };
  return { command: 'npm', args: [...args] };
}
