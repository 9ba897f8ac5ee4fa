import { describe, expect, test } from 'vitest';
import { down } from '../../cluster/down.ts';
import { up } from '../../cluster/up.ts';
import { message } from '../../messages/all.ts';
import { Refusal } from '../../scripts/command-line.ts';
import { personSaying } from '../support/fake-terminal.ts';
import { FakeMachine, kindMachine } from '../support/machine/fake-machine.ts';
import { ANSWERING, oneCluster } from '../support/machine/machine-state.ts';

const noWish = {
  context: null,
  create: null,
  namespace: null,
  overlay: null,
  noImages: false,
  monitoring: false,
  yes: false,
  dryRun: false,
  imagePrefix: '1pro',
  language: null,
};

describe('a person at a terminal', () => {
  test('sees the whole plan before the question, and a no changes nothing', async () => {
    const machine = localMachine();
    const person = personSaying(false);

    await expect(up(machine, noWish, person)).rejects.toThrow(new Refusal(message('consent.nothingTouched')));

    expect(person.heard.join('\n')).toMatch(
      /npm run images[\s\S]*kind load[\s\S]*kubectl [^\n]*apply[\s\S]*Go ahead\?$/,
    );
    expect(machine.changingCalls).toEqual([]);
  });

  test('is asked also where --context names the cluster', async () => {
    const machine = localMachine();

    await expect(up(machine, { ...noWish, context: 'kind-dev' }, personSaying(false))).rejects.toThrow(
      Refusal,
    );

    expect(machine.changingCalls).toEqual([]);
  });

  test('gets the service after a yes, and is asked again before it is deleted', async () => {
    const machine = localMachine();
    const before = machine.state;

    await up(machine, noWish, personSaying(true));
    const during = machine.state;
    await expect(
      down(machine, { context: null, yes: false, dryRun: false }, personSaying(false)),
    ).rejects.toThrow(Refusal);
    expect(machine.state).toEqual(during);
    await down(machine, { context: null, yes: false, dryRun: false }, personSaying(true));

    expect(machine.state).toEqual(before);
    expect(during).not.toEqual(before);
  });

  test('may say yes to a cluster elsewhere, whose name the question shows', async () => {
    const machine = new FakeMachine(['kubectl', 'docker'], oneCluster('work', { web: ANSWERING }));
    const person = personSaying(true);

    await up(machine, { ...noWish, noImages: true }, person);

    expect(person.heard[0]).toContain('context work');
    expect(machine.state.clusters.work?.objects).not.toEqual({});
  });
});

function localMachine(): FakeMachine {
  return kindMachine({ web: ANSWERING });
}
