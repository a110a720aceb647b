import { describe, expect, it } from 'vitest';
import { CallLimit, TooManyCalls } from './call-limit.js';

describe('the calls of one person', () => {
  it('are bounded in each second, and apart from those of others', () => {
    let now = 0;
    const limit = new CallLimit(() => now);
    const [ann, bob] = ['ann', 'bob'];
    for (let call = 0; call < 20; call++) limit.spend(ann);
    expect(() => limit.spend(ann)).toThrow(TooManyCalls);
    expect(() => limit.spend(bob)).not.toThrow();
    now = 1000;
    expect(() => limit.spend(ann)).not.toThrow();
  });

  it('are forgotten when their second is over, not before', () => {
    let now = 0;
    const limit = new CallLimit(() => now);
    for (let call = 0; call < 20; call++) limit.spend('ann');
    for (let i = 0; i < 5000; i++) limit.spend(String(i));
    expect(() => limit.spend('ann')).toThrow(TooManyCalls);
    now = 1000;
    for (let i = 0; i < 5000; i++) limit.spend(String(i));
    expect(() => limit.spend('ann')).not.toThrow();
  });
});
