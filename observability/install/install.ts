/** Installs the dashboard and a data source for Loki in a Grafana without a sidecar, and removes them. */

import { type Consent, requireConsent } from '../../cluster/consent.ts';
import { ApiError } from '../../drills/cluster/http.ts';
import { message } from '../../messages/all.ts';
import { saidBy } from '../../messages/message.ts';
import { Refusal } from '../../scripts/command-line.ts';
import type { StateFiles } from '../../scripts/state-files.ts';
import type { Terminal } from '../../scripts/terminal.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { dashboard } from '../dashboard/dashboard.ts';
import type { Grafana } from '../stack/grafana.ts';

/** What `install` changed in a Grafana: `--undo` reverts exactly that. */
export interface InstallRecord {
  readonly grafana: string;
  /** The dashboard of the same uid from before; null: there was none. */
  readonly dashboardBefore: object | null;
  readonly folderUid?: string;
  readonly addedDataSources: readonly string[];
}

/** The oldest Grafana that knows the panels and variables of the dashboard. */
const OLDEST = [8, 3] as const;

export interface InstallOptions {
  /** The address at which Grafana reaches Loki; null: unknown. */
  readonly loki: string | null;
  readonly yes: boolean;
}

/** @throws {Refusal} before any change */
export async function install(
  grafana: Grafana,
  records: StateFiles<InstallRecord>,
  options: InstallOptions,
  terminal: Terminal,
): Promise<void> {
  const { where } = grafana.service;
  const version = await versionOf(grafana);
  const sources = await readable(grafana, () => grafana.dataSourcesForAdmins());
  const [prometheus, loki] = ['prometheus', 'loki'].map((type) => sources.find((each) => each.type === type));
  if (!prometheus) throw new Refusal(message('install.noPrometheus', { version, where }));
  const before = await readable(grafana, () => grafana.dashboard(WORKLOAD.name));
  if (before?.meta.provisioned) throw new Refusal(message('install.provisioned'));

  terminal.say(message('install.grafana', { version, where, source: prometheus.name }));
  terminal.say(
    before
      ? message('install.replaces', { title: before.dashboard.title })
      : message('install.adds', { title: dashboard.title ?? '' }),
  );
  const addsLoki = !loki && options.loki !== null;
  if (addsLoki) terminal.say(message('install.addsLoki', { loki: options.loki ?? '' }));
  if (!loki && options.loki === null) terminal.say(message('install.noLoki'));
  await requireConsent(consentOf(options), terminal, message('install.nobody'));

  // `--undo` restores the dashboard from before the first install.
  const first: InstallRecord = records.read(where) ?? {
    grafana: where,
    dashboardBefore: before?.dashboard ?? null,
    ...(before?.meta.folderUid && { folderUid: before.meta.folderUid }),
    addedDataSources: [],
  };
  records.write(where, first);
  if (addsLoki && options.loki !== null) {
    const added = await grafana.addDataSource({ name: 'Loki', type: 'loki', url: options.loki });
    records.write(where, { ...first, addedDataSources: [...first.addedDataSources, added.uid] });
  }
  await grafana.putDashboard(dashboard, first.folderUid);
  terminal.say(message('install.done', { where, name: WORKLOAD.name }));
}

/** @throws {Refusal} before any change */
export async function uninstall(
  grafana: Grafana,
  records: StateFiles<InstallRecord>,
  options: Pick<InstallOptions, 'yes'>,
  terminal: Terminal,
): Promise<void> {
  const { where } = grafana.service;
  const record = records.read(where);
  if (!record) return terminal.say(message('install.nothingToUndo', { where }));
  await readable(grafana, () => grafana.dataSourcesForAdmins());
  terminal.say(message(record.dashboardBefore ? 'install.putsBack' : 'install.removes'));
  if (record.addedDataSources.length > 0) terminal.say(message('install.removesLoki'));
  await requireConsent(consentOf(options), terminal, message('install.nobody'));
  if (record.dashboardBefore) await grafana.putDashboard(record.dashboardBefore, record.folderUid);
  else await unlessGone(() => grafana.removeDashboard(WORKLOAD.name));
  for (const uid of record.addedDataSources) await unlessGone(() => grafana.removeDataSource(uid));
  records.remove(where);
  terminal.say(message('install.undone'));
}

async function versionOf(grafana: Grafana): Promise<string> {
  const version = await grafana.version().catch((err: Error) => {
    throw new Refusal(message('install.noAnswer', { where: grafana.service.where, error: saidBy(err) }));
  });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Refusal(message('install.tooOld', { version, oldest: OLDEST.join('.') }));
  }
  return version;
}

/** Without an administrator's rights the first read fails, before any change. */
async function readable<T>(grafana: Grafana, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (err) {
    if (err instanceof ApiError && (err.status === 401 || err.status === 403)) {
      throw new Refusal(message('install.notAllowed', { where: grafana.service.where, error: err.said }));
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

function consentOf({ yes }: Pick<InstallOptions, 'yes'>): Consent {
  return { yes, isNamed: false, elsewhere: null };
}
