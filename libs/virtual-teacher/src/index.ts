export * from './brain/brain.js';
export * from './voice/voice.js';
export * from './clip/clip.js';
