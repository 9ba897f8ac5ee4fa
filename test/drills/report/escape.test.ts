import { expect, test } from 'vitest';
import { escapeMarkup, html, scriptJson } from '../../../drills/report/escape.ts';

test('a text from a cluster cannot become markup of the report', () => {
  expect(escapeMarkup(`<b title="a" class='b'>&`)).toBe(
    '&lt;b title=&quot;a&quot; class=&#39;b&#39;&gt;&amp;',
  );
  expect(html`<p>${'</p><script>'}</p>`.text).toBe('<p>&lt;/p&gt;&lt;script&gt;</p>');
  expect(scriptJson('</script>')).toBe('"\\u003c/script>"');
});

test('characters that XML cannot hold are replaced', () => {
  expect(escapeMarkup('a\u0000b\ud800')).toBe('a\ufffdb\ufffd');
});
