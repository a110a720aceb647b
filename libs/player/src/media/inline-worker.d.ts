/** A worker whose whole code travels inside the importing module (Vite). */
declare module '*?worker&inline' {
  const InlineWorker: new (options?: { name?: string }) => Worker;
  export default InlineWorker;
}
