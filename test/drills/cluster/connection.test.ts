import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../drills/cluster/connection.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function writeConfig(name: string, namespace?: string): string {
  const file = join(directory, name);
  const config = {
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user: name, ...(namespace ? { namespace } : {}) } }],
    clusters: [{ name, cluster: { server: `https://${name}.example/` } }],
    users: [{ name, user: {} }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

const nothing = { context: undefined, namespace: undefined };

describe('connecting', () => {
  it('takes the current context and its namespace', () => {
    const { api, context, namespace } = connect(nothing, { KUBECONFIG: writeConfig('one', 'lessons') });
    expect({ address: api.address, context, namespace }).toEqual({
      address: 'https://one.example',
      context: 'one',
      namespace: 'lessons',
    });
  });

  it('falls back to the namespace default', () => {
    expect(connect(nothing, { KUBECONFIG: writeConfig('one') }).namespace).toBe('default');
  });

  it('lets the flags decide', () => {
    const KUBECONFIG = [writeConfig('one'), writeConfig('two', 'x')].join(delimiter);
    const { context, namespace } = connect({ context: 'two', namespace: 'y' }, { KUBECONFIG });
    expect({ context, namespace }).toEqual({ context: 'two', namespace: 'y' });
  });

  it('merges several files as kubectl does: the first current context stays, absent files are passed over', () => {
    const KUBECONFIG = [join(directory, 'absent'), writeConfig('one'), writeConfig('two')].join(delimiter);
    expect(connect(nothing, { KUBECONFIG }).context).toBe('one');
    expect(connect({ ...nothing, context: 'two' }, { KUBECONFIG }).api.address).toBe('https://two.example');
  });

  it('lists the contexts where the desired one is not among them', () => {
    const KUBECONFIG = writeConfig('one');
    expect(() => connect({ ...nothing, context: 'two' }, { KUBECONFIG })).toThrow(
      'the kubeconfig has no context "two"; it has: one',
    );
  });

  it('says so when there is no current context', () => {
    const file = join(directory, 'empty');
    writeFileSync(file, JSON.stringify({ clusters: [], contexts: [], users: [] }));
    expect(() => connect(nothing, { KUBECONFIG: file })).toThrow(
      'the kubeconfig has no current context; it has: none',
    );
  });

  it.each(['', 'just words', '[]', '{"contexts": 5}'])('refuses a file that holds %j', (text) => {
    const file = join(directory, 'odd');
    writeFileSync(file, text);
    expect(() => connect(nothing, { KUBECONFIG: file })).toThrow(/kubeconfig/);
  });
});
