/**
 * Loaded into the service's process before its own code: a fake cgroup. The limits come from the environment,
 * the usage is that of the process, and a share of its CPU time is reported as throttled. The container tests
 * have real cgroups; this one works wherever Node.js does.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const cpuMillicores = Number(process.env.FAKE_CPU_MILLICORES);
const memoryBytes = Number(process.env.FAKE_MEMORY_MIB) * 2 ** 20;
const throttledShare = Number(process.env.FAKE_THROTTLED_SHARE);

const files: Record<string, () => string> = {
  '/proc/self/mountinfo': () => '30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw',
  '/proc/self/cgroup': () => '0::/',
  '/sys/fs/cgroup/cgroup.procs': () => `${process.pid}\n`,
  '/sys/fs/cgroup/cpu.max': () => `${cpuMillicores * 100} 100000\n`,
  '/sys/fs/cgroup/cpu.stat': () =>
    `usage_usec ${cpuTimeUs()}\nthrottled_usec ${Math.round(cpuTimeUs() * throttledShare)}\n`,
  '/sys/fs/cgroup/memory.max': () => `${memoryBytes}\n`,
  '/sys/fs/cgroup/memory.current': () => `${process.memoryUsage.rss()}\n`,
  '/sys/fs/cgroup/memory.stat': () => 'inactive_file 0\nactive_file 0\n',
};

const readFileSync = fs.readFileSync;
fs.readFileSync = ((path: fs.PathOrFileDescriptor, ...rest: []) =>
  files[String(path)]?.() ?? readFileSync(path, ...rest)) as typeof fs.readFileSync;
syncBuiltinESMExports();

function cpuTimeUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
