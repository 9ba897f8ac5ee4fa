/** The dashboard, and a data source for Loki, into a Grafana that has no sidecar; and out of it again. */

import { ApiError } from '../../drills/cluster/http.ts';
import { Refusal } from '../../scripts/command-line.ts';
import type { Terminal } from '../../scripts/terminal.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { dashboard } from '../dashboard/dashboard.ts';
import type { Grafana } from '../stack/grafana.ts';
import type { InstallRecord, RecordFile } from './record.ts';

/** The oldest whose panels and variables the dashboard is made for. */
const OLDEST = [8, 3] as const;

export interface InstallOptions {
  /** Where Grafana reaches Loki; null: not known. */
  readonly loki: string | null;
  readonly yes: boolean;
}

/** @throws {Refusal} where nothing was touched */
export async function install(
  grafana: Grafana,
  file: RecordFile,
  options: InstallOptions,
  terminal: Terminal,
): Promise<void> {
  const version = await versionOf(grafana);
  const sources = await readable(grafana, () => grafana.dataSourcesForAdmins());
  const [prometheus, loki] = ['prometheus', 'loki'].map((type) => sources.find((each) => each.type === type));
  if (!prometheus) {
    throw new Refusal(
      `Grafana ${version} has no data source of the type prometheus, and the dashboard would be empty. Add it first: ${grafana.service.where}/connections/datasources`,
    );
  }
  const before = await readable(grafana, () => grafana.dashboard(WORKLOAD.name));
  if (before?.meta.provisioned) {
    throw new Refusal(
      `Grafana has the dashboard from files of its own, which a request cannot change. Nothing to do.`,
    );
  }

  terminal.say(`Grafana ${version} at ${grafana.service.where}, data source "${prometheus.name}"`);
  terminal.say(
    before
      ? `  replaces the dashboard "${before.dashboard.title}"`
      : `  adds the dashboard "${dashboard.title}"`,
  );
  const addsLoki = !loki && options.loki !== null;
  if (addsLoki) terminal.say(`  adds a data source for Loki at ${options.loki}`);
  if (!loki && options.loki === null) {
    terminal.say(
      '  Loki is not among its data sources: say where it is with --loki URL, or the log panel stays empty',
    );
  }
  await requireConsent(options, terminal);

  const kept = file.read();
  // What stood there before the first install is what an undo goes back to.
  const first: InstallRecord = kept ?? {
    grafana: grafana.service.where,
    dashboardBefore: before?.dashboard ?? null,
    ...(before?.meta.folderUid && { folderUid: before.meta.folderUid }),
    addedDataSources: [],
  };
  file.write(first);
  if (addsLoki && options.loki !== null) {
    const added = await grafana.addDataSource({ name: 'Loki', type: 'loki', url: options.loki });
    file.write({ ...first, addedDataSources: [...first.addedDataSources, added.uid] });
  }
  await grafana.putDashboard(dashboard, first.folderUid);
  terminal.say(`\nThe dashboard:  ${grafana.service.where}/d/${WORKLOAD.name}`);
  terminal.say(`To undo it:     npm run monitoring -- install --undo --grafana ${grafana.service.where}`);
}

/** @throws {Refusal} where nothing was touched */
export async function uninstall(
  grafana: Grafana,
  file: RecordFile,
  options: Pick<InstallOptions, 'yes'>,
  terminal: Terminal,
): Promise<void> {
  const record = file.read();
  if (!record)
    return terminal.say(`Nothing to undo: no install into ${grafana.service.where} is on record here.`);
  await readable(grafana, () => grafana.dataSourcesForAdmins());
  terminal.say(record.dashboardBefore ? 'Puts the dashboard back as it was.' : 'Removes the dashboard.');
  if (record.addedDataSources.length > 0) terminal.say('Removes the data source for Loki that was added.');
  await requireConsent(options, terminal);
  if (record.dashboardBefore) await grafana.putDashboard(record.dashboardBefore, record.folderUid);
  else await unlessGone(() => grafana.removeDashboard(WORKLOAD.name));
  for (const uid of record.addedDataSources) await unlessGone(() => grafana.removeDataSource(uid));
  file.remove();
  terminal.say('All undone.');
}

async function versionOf(grafana: Grafana): Promise<string> {
  const version = await grafana.version().catch((err: Error) => {
    throw new Refusal(`No Grafana answers at ${grafana.service.where}: ${err.message}`);
  });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Refusal(
      `Grafana ${version} is too old for the dashboard, which needs ${OLDEST.join('.')} or later.`,
    );
  }
  return version;
}

/** Only an administrator can read this: it shows whether the credentials may change anything. */
async function readable<T>(grafana: Grafana, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (err) {
    if (err instanceof ApiError && (err.status === 401 || err.status === 403)) {
      throw new Refusal(
        `${grafana.service.where} does not let these credentials change anything (${err.message}). They come from GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD, and have to be an administrator's.`,
      );
    }
    throw err;
  }
}

async function unlessGone(remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (err) {
    if (!(err instanceof ApiError && err.status === 404)) throw err;
  }
}

async function requireConsent({ yes }: Pick<InstallOptions, 'yes'>, terminal: Terminal): Promise<void> {
  if (yes) return;
  if (!terminal.isInteractive) throw new Refusal('Nobody is here to ask. Say --yes. Nothing was touched.');
  if (!(await terminal.ask('Go ahead?'))) throw new Refusal('Nothing was touched.');
}
