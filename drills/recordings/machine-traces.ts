import type { ClusterChange, Environment, Timeline } from '../timeline.ts';

/**
 * What of a machine nobody needs who reads a recording: where its files are, its build of the kernel, its
 * ids.
 */
export function withoutMachineTraces<T extends Timeline>(timeline: T): T {
  const { environment, changes } = timeline;
  return {
    ...timeline,
    changes: changes.map(withoutNodeTraces),
    ...(environment === undefined ? {} : { environment: withoutEnvironmentTraces(environment) }),
  };
}

export function withoutEnvironmentTraces(environment: Environment): Environment {
  const { flags, nodes } = environment;
  return {
    ...environment,
    flags: flags.map((flag, index) => (isNoFile(flags[index - 1]) ? flag : withoutFolders(flag))),
    nodes: nodes?.map((node) => ({ ...node, system: withoutKernelBuild(node.system) })) ?? null,
  };
}

/** `/home/me/recordings` -> `recordings`, `--report=../out/report` -> `--report=report`; an address stays. */
function withoutFolders(flag: string): string {
  const [, name = '', value = ''] = /^(--[\w-]+=)?(.*)$/su.exec(flag) ?? [];
  if (isNoFile(name.slice(0, -1)) || value.includes('://')) return flag;
  return name + (value.split(/[/\\]/u).findLast((part) => part !== '') ?? '');
}

/** What has slashes for other reasons: images, and the path of a service. */
function isNoFile(flag: string | undefined): boolean {
  return flag === '--path' || (flag?.startsWith('--image-') ?? false);
}

/** `6.18.44-fc-v782` -> `6.18.44`, wherever it stands in the text. */
function withoutKernelBuild(text: string): string {
  return text.replace(/(?<=^|, )(\d+\.\d+(?:\.\d+)?)[-+][^,\s]+/gu, '$1');
}

function withoutNodeTraces(change: ClusterChange): ClusterChange {
  const { object } = change;
  if (object.kind !== 'Node' || object.status?.nodeInfo === undefined) return change;
  const { machineID: _, systemUUID: __, bootID: ___, ...nodeInfo } = object.status.nodeInfo;
  const kernelVersion = withoutKernelBuild(nodeInfo.kernelVersion ?? '');
  const status = { ...object.status, nodeInfo: { ...nodeInfo, kernelVersion } };
  return { ...change, object: { ...object, status } };
}
