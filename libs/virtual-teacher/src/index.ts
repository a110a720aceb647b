export * from './brain/brain.js';
export * from './voice/voice.js';
export * from './clip/clip.js';
export * from './voice/voice-failed.js';
export * from './voice/wave.js';
export * from './voice/flite/flite-voice.js';
