/** The build of hls.js without captions and encryption, which tells no types of its own. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
