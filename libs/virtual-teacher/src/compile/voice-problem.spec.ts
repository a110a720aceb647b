import { describe, expect, it } from 'vitest';
import { VoiceFailed } from '../voice/voice-failed.js';
import { voiceProblem } from './voice-problem.js';

describe('a voice that gives nothing', () => {
  it.each([
    ['unavailable', 'voice-away'],
    ['refused', 'voice-refused'],
    ['timeout', 'voice-late'],
    ['bad-audio', 'voice-bad-audio'],
  ] as const)('because it is %s is the problem %s of the head', (reason, code) => {
    const failed = new VoiceFailed(reason, 'no speech from here', { params: { host: 'here' } });
    expect(voiceProblem(failed, 'alloy')).toMatchObject({
      ...{ code, path: ['voice'], params: { name: 'alloy', host: 'here' } },
      message: 'The voice “alloy” does not speak: no speech from here.',
    });
  });

  it('by a fault of the program is no problem of the lesson', () => {
    expect(voiceProblem(new VoiceFailed('crashed', 'a thread ended'), 'slt')).toBeUndefined();
  });
});
