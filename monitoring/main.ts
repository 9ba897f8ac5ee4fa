import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { RUNBOOK_BASE, renderKit } from './kit.ts';

// npm run monitoring [-- --runbooks <where docs/runbooks can be read, e.g. the address of a fork>]
const { values } = parseArgs({ options: { runbooks: { type: 'string', default: RUNBOOK_BASE } } });

for (const [path, content] of Object.entries(renderKit(values.runbooks.replace(/\/$/, '')))) {
  writeFileSync(new URL(`../${path}`, import.meta.url), content);
  console.log(path);
}
