/** To a worker. */
export type ToWorker =
  | { readonly kind: 'run'; readonly request: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown };

/** From a worker: it goes on, needs something, or has finished. */
export type FromWorker =
  | { readonly kind: 'alive'; readonly progress?: unknown }
  | { readonly kind: 'ask'; readonly id: number; readonly question: unknown }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly message: string; readonly details: unknown };
