/** All messages of terminal and report, not the page's. A new message is a row in one of these files. */

import { ACTIONS } from './actions.ts';
import { CLUSTER } from './cluster.ts';
import { COMMAND_LINE } from './command-line.ts';
import { DRILLS } from './drills.ts';
import { EVENTS } from './events.ts';
import { FIGURES } from './figures.ts';
import { JUDGING } from './judging.ts';
import { messagesOf } from './message.ts';
import { MONITORING_COMMAND } from './monitoring-command.ts';
import { MONITORING } from './monitoring.ts';
import { PREFLIGHT } from './preflight.ts';
import { REPORT } from './report.ts';
import { RUNNING } from './running.ts';
import { TRAFFIC } from './traffic.ts';
import { UP_REFUSALS } from './up-refusals.ts';
import { UP } from './up.ts';
import { POD_VERDICTS } from './verdicts-of-pods.ts';
import { SCALING_VERDICTS } from './verdicts-of-scaling.ts';
import { UPDATE_VERDICTS } from './verdicts-of-updates.ts';

export const MESSAGES = {
  ...DRILLS,
  ...COMMAND_LINE,
  ...JUDGING,
  ...MONITORING,
  ...MONITORING_COMMAND,
  ...PREFLIGHT,
  ...CLUSTER,
  ...ACTIONS,
  ...EVENTS,
  ...FIGURES,
  ...RUNNING,
  ...REPORT,
  ...UPDATE_VERDICTS,
  ...SCALING_VERDICTS,
  ...TRAFFIC,
  ...UP,
  ...UP_REFUSALS,
  ...POD_VERDICTS,
};

export const message = messagesOf(MESSAGES);
