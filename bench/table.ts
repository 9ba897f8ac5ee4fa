import type { Figure, Goal } from './figures.ts';
import { ratio, summarize } from './statistics.ts';
import { ALL_SUBJECTS, BARE, FASTIFY, type Subject } from './subjects.ts';

/** Subject name -> the figure's value in each turn. */
export type Turns = Readonly<Record<Exclude<Subject['name'], 'fastify-silent'>, readonly number[]>> & {
  readonly 'fastify-silent'?: readonly number[];
};

export interface Row {
  readonly figure: Figure;
  readonly turns: Turns;
}

/** A Markdown table: medians with their spread, ratios, and whether the goals are met. */
export function table(rows: readonly Row[]): string {
  const subjects = ALL_SUBJECTS.filter(({ name }) => rows.some(({ turns }) => turns[name] !== undefined));
  const heads = [
    ...['figure', ...subjects.map(({ title }) => title)],
    ...['to Fastify', 'to bare', 'goal', 'met'],
  ];
  const lines = rows.map(({ figure, turns }) => [
    figure.unit === '' ? figure.title : `${figure.title}, ${figure.unit}`,
    ...subjects.map(({ name }) => spread(turns[name] ?? [], figure.digits)),
    times(turns, 'fastify'),
    times(turns, 'bare'),
    figure.goals.map(words).join(', '),
    figure.goals.every((goal) => isMet(goal, turns)) ? 'yes' : '**no**',
  ]);
  return [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function isMet(goal: Goal, turns: Turns): boolean {
  const value =
    goal.of === undefined ? summarize(turns.service).median : ratio(turns.service, turns[goal.of]);
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

function spread(values: readonly number[], digits: number): string {
  const { median, min, max } = summarize(values);
  return `${median.toFixed(digits)} (${min.toFixed(digits)}-${max.toFixed(digits)})`;
}

function times(turns: Turns, other: 'fastify' | 'bare'): string {
  const value = ratio(turns.service, turns[other]);
  return Number.isFinite(value) ? `${value.toFixed(2)}x` : '-';
}

function words(goal: Goal): string {
  const limit = 'atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`;
  if (goal.of === undefined) return limit;
  return `${limit}x ${goal.of === 'bare' ? BARE.title : FASTIFY.title}`;
}
