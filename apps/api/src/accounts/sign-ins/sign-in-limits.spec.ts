import { expect, it } from 'vitest';
import { SignInPaused } from '../account-errors.js';
import { SignInLimits } from './sign-in-limits.js';

const email = 'li@school.example';
const school = { address: '192.0.2.1', device: undefined };

function guess(limits: SignInLimits, count: number): void {
  for (let i = 0; i < count; i++) limits.attempt(email, school);
}

it('stops the eleventh wrong password for one account from one address, and takes another a minute later', () => {
  let nowMs = 0;
  const limits = new SignInLimits(() => nowMs);
  guess(limits, 10);
  expect(() => limits.attempt(email.toUpperCase(), school)).toThrow(SignInPaused);
  nowMs += 60_000;
  limits.attempt(email, school);
  expect(() => limits.attempt(email, school)).toThrow(SignInPaused);
});

it('keeps out neither other accounts of that address, nor the account elsewhere, nor on a device that it knows', () => {
  const limits = new SignInLimits(() => 0);
  guess(limits, 10);
  limits.attempt('mei@school.example', school);
  limits.attempt(email, { ...school, address: '198.51.100.7' });
  limits.attempt(email, { ...school, device: 'h1' });
});

it('counts wrong ones alone', () => {
  const limits = new SignInLimits(() => 0);
  for (let i = 0; i < 100; i++) {
    limits.attempt(email, school);
    limits.succeeded(email, school);
  }
});

it('bounds what one address has checked, without the devices that are known', () => {
  const limits = new SignInLimits(() => 0);
  const attempt = (i: number, device?: string) =>
    limits.attempt(`${String(i)}@x.example`, { ...school, device });
  for (let i = 0; i < 600; i++) attempt(i);
  expect(() => attempt(600)).toThrow('Too many requests');
  attempt(601, 'h1');
});

it('sends a few mails for a new password to one account, and not more', () => {
  const limits = new SignInLimits(() => 0);
  const sent = Array.from({ length: 10 }, () => limits.mayReset(email)).filter(Boolean);
  expect(sent).toHaveLength(4);
});
