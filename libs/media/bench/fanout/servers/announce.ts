/** Tells the parent process where the server listens, and from then on answers its "gc" with "done". */
export function announce(ports: { rtmpPort: number; httpPort: number }): void {
  process.send?.(ports);
  process.on('message', () => {
    globalThis.gc?.();
    process.send?.('collected');
  });
  process.on('disconnect', () => process.exit(0));
}
