import { LogsDedupStrategy, LogsSortOrder, type Panel } from '@grafana/schema';
import { WORKLOAD } from '../../scripts/workload.ts';
import { paragraphs } from './panel-spec.ts';

const LOKI = { type: 'loki', uid: '$loki' };

/** The numbers that faults log, each with its words. */
const FAULT_PROGRESS = [
  '{{if .percentOfLimit}} {{.percentOfLimit}} % of the limit{{end}}',
  '{{if .actualMillicores}} {{.actualMillicores}}m of {{.targetMillicores}}m{{end}}',
  '{{if .writtenBytes}} {{.writtenBytes}} bytes written{{end}}',
  '{{if .drainSeconds}} {{.drainSeconds}} s, {{.requestsAnswered}} answered{{end}}',
  '{{if .reason}} ({{.reason}}){{end}}',
].join('');

const DESCRIPTION = `
Faults with their figures every second, starts and drains, without the lines of single requests. Choose a pod above; open a line for its fields. Nothing here? \`npm run monitoring -- check\` says what is missing.
장애의 초당 진행 상황과 시작, 종료(drain)를 보여 줍니다. 위에서 파드를 고르고, 줄을 열면 필드가 보입니다. 비어 있으면 \`npm run monitoring -- check\`가 빠진 것을 알려 줍니다.`;

// The filter after `json` finds `pod` as a label of the stream, as structured metadata and in the line.
const EXPR = `{namespace=~"$namespace", container="${WORKLOAD.container}"} | json | pod=~"$pod" | msg!="request answered" | line_format "{{.version}} {{.pod}} {{.msg}} {{.fault}}${FAULT_PROGRESS}"`;

export function logPanel(id: number, y: number, height: number): Panel {
  return {
    id,
    type: 'logs',
    title: 'What did it say? The log of the chosen pods (from Loki)',
    description: paragraphs(DESCRIPTION),
    datasource: LOKI,
    gridPos: { x: 0, y, w: 24, h: height },
    targets: [{ refId: 'A', datasource: LOKI, expr: EXPR, queryType: 'range' }],
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
