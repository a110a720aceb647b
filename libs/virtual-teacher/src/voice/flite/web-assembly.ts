/** What we use of WebAssembly, which Node has but whose types belong to the browser's library. */
export type WasmModule = object;
export type WasmInstance = {
  readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; readonly _start: () => void };
};
export type WebAssemblyApi = {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  instantiate(module: WasmModule, imports: object): Promise<WasmInstance>;
};
