import { expect, test } from 'vitest';
import { grafanaAddress, podLink } from '../../../../src/page/state/grafana-address.ts';

const PAGE = { protocol: 'http:', hostname: '192.168.56.30' };

test.each([
  [':30001', 'http://192.168.56.30:30001'],
  ['https://grafana.example/', 'https://grafana.example'],
  [null, null],
  [undefined, null],
  ['', null],
  ['javascript:alert(1)', null],
  [':30001/@elsewhere', null],
])('of %j Grafana is at %j', (told, address) => {
  expect(grafanaAddress(told, PAGE)).toBe(address);
});

test('the link of a pod opens Grafana at that minute', () => {
  const link = new URL(podLink('http://n:30001', 'app-x-y', 1_000_000));
  expect(link.pathname).toBe('/d/app-1-2-2-1');
  expect(Object.fromEntries(link.searchParams)).toEqual({
    from: '820000',
    to: '1120000',
    'var-pod': 'app-x-y',
  });
});
