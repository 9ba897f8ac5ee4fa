import { LogsDedupStrategy, LogsSortOrder, type Panel } from '@grafana/schema';
import { WORKLOAD } from '../../scripts/workload.ts';

const LOKI = { type: 'loki', uid: '$loki' };

/** The figures that the faults write, each with its words. */
const FAULT_FIGURES = [
  '{{if .percentOfLimit}} {{.percentOfLimit}} % of the limit{{end}}',
  '{{if .actualMillicores}} {{.actualMillicores}}m of {{.targetMillicores}}m{{end}}',
  '{{if .writtenBytes}} {{.writtenBytes}} bytes written{{end}}',
  '{{if .drainSeconds}} {{.drainSeconds}} s, {{.requestsAnswered}} answered{{end}}',
  '{{if .reason}} ({{.reason}}){{end}}',
].join('');

export const LOGS = {
  title: 'What did it say? The log of the chosen pods (from Loki)',
  english:
    'Faults with their figures every second, starts and drains, without the lines of single requests. Choose a pod above; open a line for its fields. Nothing here? `npm run monitoring -- check` says what is missing.',
  korean:
    '장애의 초당 진행 상황과 시작, 종료(drain)를 보여 줍니다. 위에서 파드를 고르고, 줄을 열면 필드가 보입니다. 비어 있으면 `npm run monitoring -- check`가 빠진 것을 알려 줍니다.',
  // Whether `pod` is a label of the stream, structured metadata or only in the line, a filter after `json`
  // finds it.
  expr: `{namespace=~"$namespace", container="${WORKLOAD.container}"} | json | pod=~"$pod" | msg!="request answered" | line_format "{{.version}} {{.pod}} {{.msg}} {{.fault}}${FAULT_FIGURES}"`,
} as const;

export function logPanel(id: number, y: number, height: number): Panel {
  return {
    id,
    type: 'logs',
    title: LOGS.title,
    description: `${LOGS.english}\n\n${LOGS.korean}`,
    datasource: LOKI,
    gridPos: { x: 0, y, w: 24, h: height },
    targets: [{ refId: 'A', datasource: LOKI, expr: LOGS.expr, queryType: 'range' }],
    options: {
      showTime: true,
      showLabels: false,
      showCommonLabels: false,
      wrapLogMessage: true,
      prettifyLogMessage: false,
      enableLogDetails: true,
      dedupStrategy: LogsDedupStrategy.none,
      sortOrder: LogsSortOrder.Descending,
    },
  };
}
