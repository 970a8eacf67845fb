import { expect } from 'chai'
import { type Row, refusal, said, unchanged } from './valid-profile.js'

const rows: readonly Row[] = [
  [
    'a field written twice',
    unchanged,
    'lanes: 1\nlanes: 2',
    '10: lanes: written twice, first on line 9; keep one',
  ],
  [
    'escape sequences in a value',
    unchanged,
    'edition: "\\e[2J\\u202e\\x9b"',
    '9: edition: must be rfc8278 or draft-06, not "\\u001b[2J\\u{202e}\\u{9b}"',
  ],
  [
    'a tab',
    unchanged,
    'claims:\n\tgre: true',
    '10: not valid YAML: a tab is used for indentation; use spaces',
  ],
  ['an open quote', unchanged, 'edition: "rfc8278\n', '11: not valid YAML: Missing closing "quote'],
  [
    'a second document',
    unchanged,
    '---\nlanes: 1',
    '9: not valid YAML: the file holds more than one document (a line "---" between them)',
  ],
  [
    'a template without quotes in braces',
    ['"mn-{n}@example.net"', 'mn-{n}@example.net'],
    '',
    '4: not valid YAML: a "{" inside a text; put the text in quotes, such as "mn-{n}@example.net"',
  ],
  [
    'a placeholder without quotes',
    unchanged,
    'stimulus: { attach: [{node}, "{node}"] }',
    '9: stimulus.attach[0]: must be a text, not {"node":null}; a placeholder in braces must be in quotes',
  ],
  ['an alias of nothing', unchanged, 'lanes: *four', '9: not valid YAML: no anchor &four before this alias'],
  [
    'a list as field name',
    unchanged,
    '? [a]\n: 1',
    '9: not valid YAML: the name of a field must be a plain word',
  ],
]

describe('profiles that are no proper YAML, or hostile', () => {
  for (const [name, change, appended, sentence] of rows) {
    it(name, () => {
      expect(said(change, appended)).to.equal(`profiles/x.yaml:${sentence}`)
    })
  }

  it('an unknown field escapes its control characters', () => {
    expect(said(unchanged, '"\\e[31m": 1')).to.match(
      /^profiles\/x\.yaml:9: \["\\u001b\[31m"\]: unknown field; /,
    )
  })

  it('an empty file', () => {
    expect(refusal('# nothing\n')).to.equal('profiles/x.yaml: the profile cannot be used: it is empty')
  })

  it('a file that is no mapping', () => {
    expect(refusal('- a\n')).to.equal(
      'profiles/x.yaml:1: must be a mapping with device, lma, paths, mag-id, not ["a"]',
    )
  })

  it('shows the first mistakes of very many', () => {
    const many = Array.from({ length: 40 }, (_, index) => `zz-${index}: 1`).join('\n')
    const shown = said(unchanged, many).split('\n')
    expect(shown).to.have.length(26)
    expect(shown.at(-1)).to.equal('profiles/x.yaml: and 15 more')
  })

  for (const [name, text] of [
    ['nesting without end', '['.repeat(100_000)],
    ['nested mappings', `a: ${'{ b: '.repeat(2000)}`],
    ['nesting by dashes', '- '.repeat(20_000)],
    [
      'nesting by indentation',
      Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    ],
    ['a value that contains itself', 'paths: &a [*a]\ndevice: &b { name: *b, toString: 1 }'],
    [
      'objects as arguments',
      'stimulus: { attach: [{ toString: 1 }] }\nnumbers: { mag-identifier: &x {}, multipath-binding: *x }',
    ],
    [
      'aliases that multiply',
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]',
    ],
    ['names of the language', '__proto__: 1\nconstructor: { prototype: 2 }\nhasOwnProperty: 3'],
  ] as const) {
    it(`never ends in anything but a refusal: ${name}`, () => {
      expect(refusal(text)).to.match(/^profiles\/x\.yaml/)
    })
  }
})
