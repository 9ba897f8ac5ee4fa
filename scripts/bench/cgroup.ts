import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the cgroup of a container on the host, v1 or v2. @param pid of the first process of the container */
export function openCgroup(pid: string): { cpuMs(): number; anonymousBytes(): number } {
  const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8').trim().split('\n');
  const read = (controller: string, file: string) => {
    const line = groups.find((each) => each.split(':')[1]?.split(',').includes(controller)) ?? '';
    const path = line.split(':').slice(2).join(':');
    return readFileSync(join('/sys/fs/cgroup', controller, path, file), 'utf8');
  };
  if (groups.some((line) => line.includes('cpuacct'))) {
    return {
      cpuMs: () => Number(read('cpuacct', 'cpuacct.usage')) / 1e6,
      anonymousBytes: () => stat(read('memory', 'memory.stat'), 'total_rss'),
    };
  }
  return {
    cpuMs: () => stat(read('', 'cpu.stat'), 'usage_usec') / 1e3,
    anonymousBytes: () => stat(read('', 'memory.stat'), 'anon'),
  };
}

function stat(text: string, key: string): number {
  return Number(text.match(new RegExp(`^${key} (\\d+)`, 'm'))?.[1]);
}
