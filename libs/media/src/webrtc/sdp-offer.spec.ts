import fc from 'fast-check';
import { expect, it } from 'vitest';
import { announcedAt } from './announced-addresses.js';
import { readFragment, readOffer, withoutCandidates } from './sdp-offer.js';
import { WhepRefusal } from './whep-refusal.js';

const OFFER = [
  ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1'],
  ...[
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 9',
    'a=ice-ufrag:abcd',
    'a=mid:0',
    'a=rtpmap:9 G722/8000',
    'a=rtpmap:111 opus/48000/2',
  ],
  ...['m=video 9 UDP/TLS/RTP/SAVPF 96 102 108', 'a=mid:1', 'a=rtpmap:96 VP8/90000'],
  ...['a=rtpmap:102 H264/90000', 'a=fmtp:102 packetization-mode=0;profile-level-id=42e01f'],
  ...[
    'a=rtpmap:108 H264/90000',
    'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  ],
  ...['a=candidate:1 1 UDP 2122317823 192.0.2.7 9 typ host', 'a=end-of-candidates', ''],
].join('\r\n');

it('finds H.264 with packetization-mode 1, and Opus', () => {
  expect(readOffer(OFFER)).toEqual({
    video: {
      mid: '1',
      payloadType: 108,
      parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
    },
    audio: { mid: '0', payloadType: 111, parameters: '' },
    iceUfrag: 'abcd',
  });
});

it('does without audio, not without video or ICE', () => {
  expect(readOffer(OFFER.replace('opus', 'speex')).audio).toBeUndefined();
  expect(() => readOffer(OFFER.replace('108 H264', '108 H265'))).toThrow(
    expect.objectContaining({ code: 'webrtc-no-codec' }),
  );
  expect(() => readOffer(OFFER.replace('ice-ufrag', 'other'))).toThrow(
    expect.objectContaining({ code: 'webrtc-offer' }),
  );
});

it('leaves the addresses of an offer out', () => {
  expect(withoutCandidates(OFFER)).toBe(OFFER.replace(/a=candidate.*\r\na=end-of-candidates\r\n/, ''));
});

it('reads whether a fragment is of another ICE', () => {
  expect(readFragment('a=ice-ufrag:efgh\r\na=candidate:1 1 UDP 1 192.0.2.7 9 typ host\r\n')).toBe('efgh');
  expect(readFragment('a=mid:0\r\n')).toBeUndefined();
});

it('names other addresses at the same port, one candidate each', () => {
  const candidates = [
    'a=candidate:1 1 UDP 2114977791 10.0.0.2 8189 typ host',
    'a=candidate:2 1 UDP 2114977535 10.0.1.2 8189 typ host',
  ];
  const answer = ['v=0', 'm=audio', ...candidates, 'm=video', ...candidates, ''].join('\r\n');
  const named = [
    'a=candidate:1 1 UDP 2114977791 203.0.113.7 8189 typ host',
    'a=candidate:2 1 UDP 2114977791 2001:db8::7 8189 typ host',
  ];
  const wanted = ['v=0', 'm=audio', ...named, 'm=video', ...named, ''].join('\r\n');
  expect(announcedAt(answer, ['203.0.113.7', '2001:db8::7'])).toBe(wanted);
  expect(announcedAt(answer)).toBe(answer);
});

it('throws nothing but WhepRefusal, whatever the text', () => {
  const lines = fc.array(fc.oneof(fc.constantFrom(...OFFER.split('\r\n')), fc.string()), { maxLength: 30 });
  fc.assert(
    fc.property(lines, fc.constantFrom(readOffer, readFragment), (all, read) => {
      try {
        read(all.join('\r\n'));
      } catch (error) {
        expect(error).toBeInstanceOf(WhepRefusal);
      }
    }),
  );
});
