import { expect, test } from 'vitest';
import { Errors } from '../../../src/faults/errors.ts';
import { startFault } from '../../support/fault-run.ts';

function running(parameters: { status?: number; percent: number }) {
  const errors = new Errors();
  return { errors, ...startFault(errors, { status: 500, seconds: 60, ...parameters }) };
}

test.each([1, 5, 30, 50, 99])('%d %% of 5000 requests fail, to within two in a hundred', (percent) => {
  const { errors } = running({ percent });
  const failed = Array.from({ length: 5000 }, () => errors.nextStatus()).filter(
    (status) => status !== null,
  ).length;
  expect(Math.abs(failed / 50 - percent)).toBeLessThanOrEqual(2);
});

test('100 % fail without exception', () => {
  const { errors } = running({ percent: 100, status: 418 });
  for (let count = 0; count < 5000; count++) expect(errors.nextStatus()).toBe(418);
});

test('every run hits the same requests', () => {
  const hits = () => {
    const { errors } = running({ percent: 30 });
    return Array.from({ length: 200 }, () => errors.nextStatus());
  };
  expect(hits()).toEqual(hits());
});

test('nothing fails before it starts and after it ends', async () => {
  expect(new Errors().nextStatus()).toBeNull();
  const { errors, stop } = running({ percent: 100 });
  expect(errors.isActive).toBe(true);
  await stop();
  expect([errors.isActive, errors.nextStatus()]).toEqual([false, null]);
});
