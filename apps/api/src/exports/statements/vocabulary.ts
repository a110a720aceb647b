import type { XapiStatement } from '@lockstep/contracts';

/** Verbs of xAPI 1.0.3 (ADL) and of the video profile 1.0.3, by what they say. */
const verbIds = {
  answered: 'http://adlnet.gov/expapi/verbs/answered',
  scored: 'http://adlnet.gov/expapi/verbs/scored',
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  played: 'https://w3id.org/xapi/video/verbs/played',
  paused: 'https://w3id.org/xapi/video/verbs/paused',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
} as const;
export type VerbName = keyof typeof verbIds;

export const verb = (name: VerbName): XapiStatement['verb'] => ({
  id: verbIds[name],
  display: { en: name },
});

export const activityTypes = {
  video: 'https://w3id.org/xapi/video/activity-type/video',
  course: 'http://adlnet.gov/expapi/activities/course',
  interaction: 'http://adlnet.gov/expapi/activities/cmi.interaction',
  profile: 'http://adlnet.gov/expapi/activities/profile',
} as const;

export const VIDEO_PROFILE = 'https://w3id.org/xapi/video';

/** Extensions of the video profile. Times are seconds of the recording. */
export const videoExtensions = {
  sessionId: `${VIDEO_PROFILE}/extensions/session-id`,
  length: `${VIDEO_PROFILE}/extensions/length`,
  threshold: `${VIDEO_PROFILE}/extensions/completion-threshold`,
  time: `${VIDEO_PROFILE}/extensions/time`,
  progress: `${VIDEO_PROFILE}/extensions/progress`,
  segments: `${VIDEO_PROFILE}/extensions/played-segments`,
} as const;

/** Extensions of Lockstep; docs/recordings.md explains each. */
export const ownExtensions = {
  streamId: 'urn:lockstep:xapi:stream-id',
  eventId: 'urn:lockstep:xapi:event-id',
  frame: 'urn:lockstep:xapi:frame',
  ptsMs: 'urn:lockstep:xapi:pts-ms',
  attempt: 'urn:lockstep:xapi:attempt',
  verdict: 'urn:lockstep:xapi:verdict',
  confidence: 'urn:lockstep:xapi:confidence',
} as const;
