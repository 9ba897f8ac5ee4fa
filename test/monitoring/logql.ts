import { parser } from '@grafana/lezer-logql';
import type { SyntaxNode } from '@lezer/common';

export interface LogResult {
  /** The lines that pass every filter of the query. */
  readonly lines: readonly string[];
  /** For a metric query that unwraps: the numbers, one for each line. */
  readonly values: readonly number[];
  /** Every field that the query names and that some line has to have for it to make sense. */
  readonly fields: readonly string[];
  /** Fields that no line which passes has. */
  readonly missing: readonly string[];
}

type Fields = Readonly<Record<string, string>>;
type Filter = (line: string, fields: Fields) => boolean;

/**
 * Grafana's own grammar of LogQL, and of its meaning as much as tells which lines a query finds. Loki itself can be had
 * neither from npm nor from Debian. What is not understood is refused, not passed over.
 */
export function findLines(query: string, lines: readonly string[], streamLabels: Fields): LogResult {
  const filters: Filter[] = [];
  const fields = new Set<string>();
  let unwrapped: string | null = null;
  let parsed = false;

  parser.parse(query).iterate({
    enter({ name, type, node }) {
      const text = (child: SyntaxNode | null | undefined) => (child ? query.slice(child.from, child.to) : '');
      const identifier = () => text(node.getChild('Identifier'));
      if (type.isError) throw new Error(`not LogQL: ${query}`);
      if (name === 'Selector') {
        for (const matcher of descendants(node, 'Matcher')) {
          const test = matcherTest(matcher, text);
          filters.push((_line, all) => test(all[text(matcher.getChild('Identifier'))] ?? ''));
        }
        return false;
      }
      if (name === 'Json') {
        // From here on the line's own fields can be asked for.
        parsed = true;
        return false;
      }
      if (name === 'LineFilter') {
        const test = lineTest(text(node.getChild('Filter')), unquote(text(node.getChild('String'))));
        filters.push(test);
        return false;
      }
      if (name === 'Matcher' || name === 'NumberFilter') {
        if (!parsed) throw new Error(`a filter before "| json" sees no field of the line: ${query}`);
        const field = identifier();
        const test = name === 'Matcher' ? matcherTest(node, text) : numberTest(node, text);
        // "is not" is true of a line without the field; anything else needs one.
        if (!node.getChild('Neq') && !node.getChild('Nre')) fields.add(field);
        filters.push((_line, all) => test(all[field] ?? ''));
        return false;
      }
      if (name === 'UnwrapExpr' && node.getChild('Unwrap')) {
        unwrapped = identifier();
        fields.add(unwrapped);
        return false;
      }
      if (name === 'Labels') {
        for (const label of node.getChildren('Identifier')) fields.add(text(label));
        return false;
      }
      if (name === 'LineFormatExpr') {
        const template = unquote(text(node.getChild('String')));
        for (const [, field = ''] of template.matchAll(/\{\{\s*\.(\w+)\s*\}\}/g)) fields.add(field);
        return false;
      }
      if (!UNDERSTOOD.has(name)) throw new Error(`${name} is not understood here: ${query}`);
      return true;
    },
  });

  const found = lines
    .map((line) => ({ line, all: { ...(parsed ? fieldsOf(line) : {}), ...streamLabels } as Fields }))
    .filter(({ line, all }) => filters.every((passes) => passes(line, all)));
  return {
    lines: found.map(({ line }) => line),
    values: found.flatMap(({ all }) => (unwrapped === null ? [] : [Number(all[unwrapped] ?? Number.NaN)])),
    fields: [...fields],
    missing: [...fields].filter((field) => !found.some(({ all }) => field in all)),
  };
}

const UNDERSTOOD = new Set(
  `LogQL Expr LogExpr MetricExpr PipelineExpr PipelineStage Pipe LabelParser LabelFilter And LineFilters UnwrapExpr
  VectorAggregationExpr VectorOp Sum Max Min Count Topk Avg Grouping By Number LiteralExpr RangeAggregationExpr RangeOp
  CountOverTime Rate MaxOverTime MinOverTime AvgOverTime LastOverTime QuantileOverTime LogRangeExpr Range Duration`.split(
    /\s+/,
  ),
);

/** As the json stage of Loki does: nested names joined by an underscore, other characters replaced by one. */
function fieldsOf(line: string): Fields {
  const result: Record<string, string> = {};
  const flatten = (value: unknown, path: string[]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, child] of Object.entries(value)) flatten(child, [...path, key]);
    } else if (!Array.isArray(value) && value !== null) {
      result[path.join('_').replaceAll(/\W/g, '_')] = String(value);
    }
  };
  try {
    flatten(JSON.parse(line), []);
  } catch {
    result.__error__ = 'JSONParserErr';
  }
  return result;
}

type Text = (node: SyntaxNode | null | undefined) => string;

function matcherTest(matcher: SyntaxNode, text: Text): (value: string) => boolean {
  const wanted = unquote(text(matcher.getChild('String')));
  const pattern = () => new RegExp(`^(?:${wanted})$`);
  if (matcher.getChild('Eq')) return (value) => value === wanted;
  if (matcher.getChild('Neq')) return (value) => value !== wanted;
  if (matcher.getChild('Re')) return (value) => pattern().test(value);
  if (matcher.getChild('Nre')) return (value) => !pattern().test(value);
  throw new Error(`unknown matcher ${text(matcher)}`);
}

function numberTest(filter: SyntaxNode, text: Text): (value: string) => boolean {
  const wanted = Number(text(filter.getChild('LiteralExpr')));
  const compare = (
    [
      ['Gtr', (value: number) => value > wanted],
      ['Gte', (value: number) => value >= wanted],
      ['Lss', (value: number) => value < wanted],
      ['Lte', (value: number) => value <= wanted],
      ['Eq', (value: number) => value === wanted],
    ] as const
  ).find(([name]) => filter.getChild(name));
  if (!compare) throw new Error(`unknown comparison ${text(filter)}`);
  return (value) => value !== '' && compare[1](Number(value));
}

function lineTest(operator: string, wanted: string): Filter {
  if (operator === '|=') return (line) => line.includes(wanted);
  if (operator === '!=') return (line) => !line.includes(wanted);
  if (operator === '|~') return (line) => new RegExp(wanted).test(line);
  throw new Error(`unknown line filter ${operator}`);
}

function unquote(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1) : (JSON.parse(text) as string);
}

function descendants(node: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  node.cursor().iterate((each) => {
    if (each.name === name) found.push(each.node);
  });
  return found;
}
