/** The encoder of frames or audio ended, or gave what is not in the house format. */
export class EncoderFailed extends Error {
  override readonly name = 'EncoderFailed';
  constructor(what: string, options?: ErrorOptions) {
    super(`${what} Look whether ffmpeg runs and has libx264 and aac (npm run doctor).`, options);
  }
}

/** The pool was shut down before the work was done: nothing is wrong with it. */
export class EncodersClosed extends Error {
  override readonly name = 'EncodersClosed';
  constructor() {
    super('The encoders were shut down.');
  }
}
