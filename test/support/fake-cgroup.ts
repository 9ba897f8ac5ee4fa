/**
 * Loaded into the service's process before its own code: puts a container around it. The limits come from the
 * environment, the usage is the process's own, and a share of its CPU time is told as time that the limit
 * held it back. Real cgroups are what the container tests have; this works wherever Node does.
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
