import { describe, expect, test } from 'vitest';
import { ENVIRONMENT, readConfig } from '../../src/config.ts';
import { MAX_DELAY_MS } from '../../src/faults/latency.ts';
import {
  containerOf,
  find,
  kubectlIsMissing,
  type Manifest,
  overlays,
  readManifests,
  renderManifests,
} from './manifests.ts';

/** The service's defaults, and the values of a manifest that override them. */
function timesOf(deployment: Manifest) {
  const { spec } = deployment.spec.template;
  const container = containerOf(deployment);
  const given = Object.fromEntries(
    (container.env ?? []).flatMap(({ name, value }) => (value ? [[name, value]] : [])),
  );
  // The token is in a Secret that is in no file.
  const { drainDelayMs, shutdownTimeoutMs } = readConfig({ ...given, FAULTS: 'open' });
  const { periodSeconds = 10, failureThreshold = 3 } = container.readinessProbe;
  return {
    unreadyAfterMs: periodSeconds * failureThreshold * 1000,
    drainDelayMs,
    shutdownTimeoutMs,
    gracePeriodMs: (spec.terminationGracePeriodSeconds ?? 30) * 1000,
  };
}

const deployments: [string, () => Manifest][] = [
  ['k8s/', () => find(readManifests('k8s'), 'Deployment')],
  ...overlays.map((overlay): [string, () => Manifest] => [
    `overlays/${overlay}`,
    () => find(renderManifests(`overlays/${overlay}`), 'Deployment'),
  ]),
];

describe.each(deployments)('%s', (name, read) => {
  const cannotRead = name !== 'k8s/' && kubectlIsMissing;

  // The course's readiness probe fails after 30 s. The deletion of a pod loses nothing, because a deleted pod
  // leaves the Service at once. Only a pod that turns not ready by itself keeps its traffic for 30 s.
  test.skipIf(cannotRead || name === 'overlays/course')(
    'a draining pod is seen as unready before it stops serving',
    () => {
      const { unreadyAfterMs, drainDelayMs } = timesOf(read());

      expect(unreadyAfterMs).toBeLessThanOrEqual(drainDelayMs);
    },
  );

  test.skipIf(cannotRead)(
    'the longest request that arrives in the last moment of the drain is finished before the timeout, and the timeout comes before the kill',
    () => {
      const { drainDelayMs, shutdownTimeoutMs, gracePeriodMs } = timesOf(read());

      expect(drainDelayMs + MAX_DELAY_MS).toBeLessThan(shutdownTimeoutMs);
      expect(shutdownTimeoutMs).toBeLessThan(gracePeriodMs);
    },
  );
});

test('every variable that a manifest sets is one that the service reads', () => {
  const known = Object.keys(ENVIRONMENT.properties);
  const rendered = kubectlIsMissing
    ? []
    : overlays.map((overlay) => find(renderManifests(`overlays/${overlay}`), 'Deployment'));

  for (const deployment of [find(readManifests('k8s'), 'Deployment'), ...rendered]) {
    for (const { name } of containerOf(deployment).env ?? []) expect(known).toContain(name);
  }
});
