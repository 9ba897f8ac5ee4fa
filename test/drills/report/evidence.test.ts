import { expect, it } from 'vitest';
import { evidenceOf } from '../../../drills/report/evidence.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

const recorded = await readShipped('rolling-update');
const { environment } = recorded;
if (environment === undefined) throw new Error('the recording has no environment');

it('says once where all of it ran', () => {
  const { Kubernetes, flags, nodes } = evidenceOf([recorded, recorded]);
  expect(Kubernetes).toBe(environment.kubernetes);
  expect(flags).toBe(environment.flags.join(' '));
  expect(nodes?.match(/node-1/gu)).toHaveLength(1);
});

it('names every cluster that recordings of several runs are from', () => {
  const older = { ...recorded, environment: { ...environment, kubernetes: 'v1.34.9' } };
  expect(evidenceOf([recorded, older]).Kubernetes).toBe(`${environment.kubernetes}; v1.34.9`);
});

it('takes nothing for granted where a recording does not say', () => {
  const { environment: _, ...silent } = recorded;
  expect(evidenceOf([silent])).not.toHaveProperty('Kubernetes');
  expect(evidenceOf([])).toEqual({});
});
