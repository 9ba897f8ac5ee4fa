import { expect, it } from 'vitest';
import { evidenceOf } from '../../../drills/report/evidence.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = await readShipped('rolling-update');
const { environment } = recorded;
if (environment === undefined) throw new Error('the recording has no environment');

it('lists a value once that several recordings share', () => {
  const { Kubernetes, flags, nodes } = evidenceOf([recorded, recorded]);
  expect(Kubernetes).toBe(environment.kubernetes);
  expect(flags).toBe(environment.flags.join(' '));
  expect(nodes?.match(/node-1/gu)).toHaveLength(1);
});

it('lists the values of all recordings', () => {
  const older = { ...recorded, environment: { ...environment, kubernetes: 'v1.34.9' } };
  expect(evidenceOf([recorded, older]).Kubernetes).toBe(`${environment.kubernetes}; v1.34.9`);
});

it('has no entry for what a recording does not have', () => {
  const { environment: _, ...silent } = recorded;
  expect(evidenceOf([silent])).not.toHaveProperty('Kubernetes');
  expect(evidenceOf([])).toEqual({});
});
