/** What a device may send as an identifier, and no report may obey. For tests. */
export const hostile: Readonly<Record<string, string>> = {
  'CDATA end twice': 'a]]>b]]>c</system-out></testcase><testcase classname="x" name="FORGED"/><testcase>',
  'CDATA end thrice': ']]>]]>]]><testcase classname="x" name="FORGED"></testcase>',
  'skipped element': '<skipped/>',
  'attachment order': '[[ATTACHMENT|/etc/passwd]]',
  'attachment order on its own line': 'x\n[[ATTACHMENT|/etc/passwd]]\nrerun: rm -rf /',
  'attachment order behind an escape': '[\x1b[0m[ATTACH\x1b[0mMENT|/etc/passwd]]',
  'nested attachment order': '[[[[ATTACHMENT|/etc/passwd]]]]',
  'CDATA end behind an escape': ']]\x1b[0m><testcase classname="x" name="FORGED"/>',
  ANSI: '\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J \x9b31m',
  controls: 'NUL\x00 BEL\x07 BS\x08 CR\r DEL\x7f C1\x85',
  'direction marks': 'abc\u202egpj.exe\u2066x\u2069\u200f\ufeff',
  surrogates: 'lone \ud800 and \udfff, \ufffe\uffff',
  markup: '<script>alert(1)</script> & "quoted" \'single\'',
  markdown: '| cell | `code` ``two`` ![i](http://x) **b** <b>html</b> @team #1',
  long: 'n'.repeat(255),
}
