import { setFlagsFromString } from 'node:v8';

const CALLS = 1_000_000_000;
/** Of Node 24; older ones do not know the flag and would complain. */
const FIRST_V8 = 13;

/**
 * Keeps V8 from ending the process. Where several threads run WebAssembly, it may free an import's wrapper twice after
 * having made a faster one, and aborts; so no faster one is made, which costs us nothing that can be measured. To be
 * called before WebAssembly is instantiated. https://github.com/nodejs/node/issues/64500
 */
export function steadyWasm(): void {
  const [major] = process.versions.v8.split('.');
  if (Number(major) >= FIRST_V8) setFlagsFromString(`--wasm-wrapper-tiering-budget=${String(CALLS)}`);
}
