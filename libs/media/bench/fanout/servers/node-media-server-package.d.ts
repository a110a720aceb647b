/** What the bench uses of a package without types. */
declare module 'node-media-server' {
  export default class NodeMediaServer {
    constructor(config: object);
    run(): Promise<void>;
  }
}
