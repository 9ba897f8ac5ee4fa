import { parser } from '@grafana/lezer-logql';
import type { SyntaxNode } from '@lezer/common';

export interface QueryReading {
  /**
   * What a line has to have for the query to make sense: label filters, groupings, `unwrap`, `line_format`.
   */
  readonly fields: readonly string[];
  /** What a line, or its stream, has to have in a field: by `=` and by `=~`. */
  readonly patterns: Readonly<Record<string, RegExp>>;
}

/**
 * What a query asks of a line, read with Grafana's own grammar of LogQL. What it finds, only Loki can tell.
 *
 * @throws where it is not LogQL
 */
export function readQuery(query: string): QueryReading {
  const fields = new Set<string>();
  const patterns: Record<string, RegExp> = {};
  const text = (node: SyntaxNode | null) => (node === null ? '' : query.slice(node.from, node.to));

  parser.parse(query).iterate({
    enter({ name, type, node }) {
      if (type.isError) throw new Error(`not LogQL: ${query}`);
      const identifier = text(node.getChild('Identifier'));
      const value = () => unquote(text(node.getChild('String')));
      if (name === 'Matcher' && node.getChild('Eq')) patterns[identifier] = exactly(RegExp.escape(value()));
      if (name === 'Matcher' && node.getChild('Re')) patterns[identifier] = exactly(value());
      // "is not" is true of a line without the field; anything else needs one.
      if (['Matcher', 'NumberFilter', 'UnwrapExpr'].includes(name) && !node.getChild('Neq') && identifier)
        fields.add(identifier);
      if (name === 'Labels') for (const label of node.getChildren('Identifier')) fields.add(text(label));
      if (name === 'LineFormatExpr')
        for (const [, field = ''] of text(node).matchAll(/\{\{\s*\.(\w+)\s*\}\}/g)) fields.add(field);
    },
  });
  return { fields: [...fields], patterns };
}

function exactly(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

function unquote(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1) : (JSON.parse(text) as string);
}
