import { parser } from '@grafana/lezer-logql';
import type { SyntaxNode } from '@lezer/common';

export interface QueryReading {
  /**
   * The fields that the query needs: label filters, groupings, `unwrap`, `line_format`.
   */
  readonly fields: readonly string[];
  /** The values that the query compares a field with, by `=` and `=~`. */
  readonly patterns: Readonly<Record<string, RegExp>>;
}

/**
 * What a query needs of a line, read with Grafana's own grammar of LogQL. Only Loki can run the query.
 *
 * @throws when the query is not LogQL
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
      // `!=` is true for a line without the field. Every other filter needs the field.
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
