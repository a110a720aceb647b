export { OpenAiTestServer, type ChatRequest, type Endpoint, type SeenRequest } from './openai-test-server.js';
export { judgementText, type Reply } from './replies.js';
export { scriptedTeacher } from './scripted-teacher.js';
export { scriptedSpeech } from './scripted-speech.js';
