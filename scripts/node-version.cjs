// Loaded before the TypeScript of a command: an older Node.js would print a stack trace for it.
const { engines, optionalDependencies } = require('../package.json');

const NEEDED_MAJOR = Number(/\d+/.exec(engines.node)[0]);

if (Number.parseInt(process.versions.node, 10) < NEEDED_MAJOR) {
  const { versions, execPath, platform, arch } = process;
  const suffix = `-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const isPackaged = Object.keys(optionalDependencies).some((name) => name.endsWith(suffix));
  const remedy = isPackaged
    ? 'run npm ci, which brings it'
    : `install it from https://nodejs.org, there is no package of it for ${platform} ${arch}`;
  console.error(`Node.js ${NEEDED_MAJOR} is needed, and ${execPath} is ${versions.node}: ${remedy}.`);
  process.exit(2);
}
