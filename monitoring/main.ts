import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { RUNBOOK_BASE, renderKit } from './kit.ts';

const HELP = `npm run monitoring -- [--runbooks BASE]

Writes the files that are generated from monitoring/*.ts.

  --runbooks BASE   where docs/runbooks can be read, so that alerts link to it; a path of this project by default`;

const { values } = parseArgs({
  options: { runbooks: { type: 'string', default: RUNBOOK_BASE }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(HELP);
  process.exit();
}

for (const [path, content] of Object.entries(renderKit(values.runbooks.replace(/\/$/, '')))) {
  writeFileSync(new URL(`../${path}`, import.meta.url), content);
  console.log(path);
}
