import { expect } from 'chai'
import { decode, find, option } from '../wire/index.js'
import { alternatives, type Behaviours, behaviourChoices, behaviours, parseBehaviour } from './behaviours.js'
import { Bench, MAG1, MAG2, MAG3, mmbOf, type Pbu, prefixesOf, STRANGER } from './testing/bench.js'
import { exerciseCount, transcript } from './testing/exercises.js'

const P1 = '2001:db8:1000::'
const path1: Pbu = { linkLayer: 1, mmb: { bid: 1, label: 11, accessTechnology: 8 } }
const path2: Pbu = { linkLayer: 1, from: MAG2, prefixes: [P1], mmb: { bid: 2 } }
const both = [`1@${MAG1}`, `2@${MAG2}`]

const result = (bench: Bench, pbu: Pbu) => {
  const pba = bench.pbu(pbu)
  return pba === undefined ? 'silence' : `${pba.status}${mmbOf(pba) === undefined ? '' : ' with MMB'}`
}

/** A behaviour, what is sent, and for each choice what comes and which paths there are then. */
type Expected = readonly [answer: string, paths: readonly string[]]
interface Row<N extends keyof Behaviours> {
  readonly name: N
  readonly first?: readonly Pbu[]
  readonly request: Pbu
  readonly choices: { readonly [C in Behaviours[N]]: Expected }
}
const row = <N extends keyof Behaviours>(r: Row<N>) => r
const plain: Expected = ['0', [`null@${MAG1}`]]
const refused: Expected = ['128', []]
const silent: Expected = ['silence', []]
const mmb = (data: readonly number[]) => option('unknown', { type: 63, data: Uint8Array.from(data) })
/** Shown above, or not to be seen while the clock stands still between arrival and stamp. */
const hidden = new Set(['stored-timestamp', 'all-zero-second-path'])
const id = option('mag-identifier', { subtype: 1, identifier: Buffer.from('m') })

const rows = [
  row({
    name: 'reserved-bid',
    request: { mmb: { bid: 255 } },
    choices: { reject: refused, 'ignore-option': plain, silence: silent },
  }),
  row({
    name: 'both-flags',
    request: { mmb: { bid: 3, bulk: true, overwrite: true } },
    choices: {
      reject: refused,
      'ignore-flags': ['0 with MMB', [`3@${MAG1}`]],
      'ignore-option': plain,
      silence: silent,
    },
  }),
  row({
    name: 'no-mag-id',
    request: { mmb: { bid: 3 }, magId: null },
    choices: { reject: refused, plain, accept: ['0 with MMB', [`3@${MAG1}`]] },
  }),
  row({
    name: 'short-mmb',
    request: { more: [mmb([4, 9, 1, 0]), id] },
    choices: { reject: refused, ignore: plain, silence: silent },
  }),
  row({
    name: 'long-mmb',
    request: { more: [mmb([4, 9, 1, 0, 0, 0, 0]), id] },
    choices: { accept: ['0 with MMB', [`1@${MAG1}`]], reject: refused, ignore: plain, silence: silent },
  }),
  row({
    name: 'two-mmb',
    request: { mmb: { bid: 1 }, more: [mmb([4, 9, 2, 0, 0, 0])] },
    choices: { reject: refused, ignore: plain, silence: silent },
  }),
  row({
    name: 'malformed-mag-id',
    request: { mmb: { bid: 1 }, magId: '' },
    choices: { reject: refused, ignore: plain, silence: silent },
  }),
  row({
    name: 'two-mag-ids',
    request: { mmb: { bid: 1 }, more: [id] },
    choices: { reject: refused, ignore: plain, silence: silent, first: ['0 with MMB', [`1@${MAG1}`]] },
  }),
  row({
    name: 'refusal-status',
    request: { mmb: { bid: 0 } },
    choices: { '128': refused, '129': ['129', []], '180': ['180 with MMB', []] },
  }),
  row({
    name: 'overwrite-in-deregistration',
    first: [path1, path2],
    request: { ...path1, lifetime: 0, prefixes: [P1], mmb: { bid: 1, overwrite: true } },
    choices: {
      'ignore-flag': ['0 with MMB', [`2@${MAG2}`]],
      reject: ['128', both],
      all: ['0 with MMB', []],
      silence: ['silence', both],
    },
  }),
  row({
    name: 'bulk-in-deregistration',
    first: [path1, path2],
    request: { ...path1, lifetime: 0, prefixes: [P1], mmb: { bid: 1, bulk: true } },
    choices: { this: ['0 with MMB', [`2@${MAG2}`]], all: ['0 with MMB', []], reject: ['128', both] },
  }),
  row({
    name: 'bid-reuse',
    first: [path1, path2],
    request: { ...path2, from: MAG3, mmb: { bid: 1 } },
    choices: { move: ['0 with MMB', [`1@${MAG3}`, `2@${MAG2}`]], reject: ['128', both] },
  }),
  row({
    name: 'second-bid-same-coa',
    first: [path1, path2],
    request: { ...path2, mmb: { bid: 3 } },
    choices: {
      move: ['0 with MMB', [`1@${MAG1}`, `3@${MAG2}`]],
      reject: ['128', both],
      add: ['0 with MMB', [...both, `3@${MAG2}`]],
    },
  }),
  row({
    name: 'plain-pbu-over-multipath',
    first: [path1, path2],
    request: { linkLayer: 1, prefixes: [P1] },
    choices: { replace: ['0', [`null@${MAG1}`]], keep: ['0', both], reject: ['128', both] },
  }),
  row({
    name: 'plain-deregistration-over-multipath',
    first: [path1, path2],
    request: { linkLayer: 1, prefixes: [P1], lifetime: 0 },
    choices: { 'this-path': ['0', [`2@${MAG2}`]], all: ['0', []], reject: ['128', both] },
  }),
  row({
    name: 'label-change',
    first: [path1, path2],
    request: { ...path2, mmb: { bid: 2, label: 77 } },
    choices: { update: ['0 with MMB', both], reject: ['128', both] },
  }),
  row({
    name: 'other-mag-id',
    first: [path1],
    request: { ...path2, magId: 'mag-2@example.net' },
    choices: {
      handoff: ['0 with MMB', [`2@${MAG2}`]],
      accept: ['0 with MMB', both],
      reject: ['128', [`1@${MAG1}`]],
    },
  }),
  row({
    name: 'all-zero-second-path',
    first: [{ mmb: { bid: 1 } }],
    request: { from: MAG2, mmb: { bid: 2 } },
    choices: {
      lookup: ['0 with MMB', both],
      'same-prefix': ['0 with MMB', both],
      'new-session': ['0 with MMB', both],
      reject: ['159', [`1@${MAG1}`]],
    },
  }),
  row({
    name: 'multipath-over-plain',
    first: [{}],
    request: { prefixes: [P1], mmb: { bid: 1 } },
    choices: { convert: ['0 with MMB', [`1@${MAG1}`]], reject: ['128', [`null@${MAG1}`]] },
  }),
  row({
    name: 'plain-binding-deregistered-with-mmb',
    first: [{}],
    request: { prefixes: [P1], lifetime: 0, mmb: { bid: 1 } },
    choices: { remove: ['0', []], silence: ['silence', [`null@${MAG1}`]] },
  }),
  row({
    name: 'unknown-node-from-unauthorized-mag',
    request: { node: 'ghost-1@example.net', from: STRANGER },
    choices: { '154': ['154', []], '153': ['153', []] },
  }),
  row({
    name: 'status-order-135',
    first: [{ timestamp: null, sequence: 15 }],
    request: { timestamp: null, sequence: 15, prefixes: [P1], handoff: null },
    choices: { option: ['161', [`null@${MAG1}`]], sequence: ['135', [`null@${MAG1}`]] },
  }),
  row({ name: 'h-flag', request: {}, choices: { free: plain, required: silent } }),
  row({
    name: 'handoff-unknown',
    first: [{}],
    request: { from: MAG2, handoff: 4 },
    choices: { wait: ['silence', [`null@${MAG1}`]], 'new-session': ['0', [`null@${MAG1}`, `null@${MAG2}`]] },
  }),
  row({
    name: 'prefix-of-own-session',
    first: [{}],
    request: { from: MAG2, access: 3, prefixes: [P1] },
    choices: {
      reject: ['155', [`null@${MAG1}`]],
      'other-prefix': ['0', [`null@${MAG1}`, `null@${MAG2}`]],
    },
  }),
  row({
    name: 'equal-timestamp',
    first: [{ sequence: 5 }],
    request: { sequence: 5, prefixes: [P1], timestamp: -10 },
    choices: {
      '156': ['156', [`null@${MAG1}`]],
      '157': ['157', [`null@${MAG1}`]],
      silence: ['silence', [`null@${MAG1}`]],
    },
  }),
]

describe('behaviours', () => {
  for (const { name, first = [], request, choices } of rows)
    for (const [choice, [answer, paths]] of Object.entries(choices) as [string, Expected][])
      it(`${name}=${choice}: ${answer}`, () => {
        const bench = new Bench({ behaviours: { [name]: choice } })
        for (const each of first) expect(bench.pbu(each)?.status).to.equal(0)
        expect(result(bench, request)).to.equal(answer)
        expect(bench.paths()).to.deep.equal(paths)
      })

  it('the second path of an ALL_ZERO request has the prefix that was chosen', () => {
    const second = (choice: Behaviours['all-zero-second-path']) => {
      const bench = new Bench({ behaviours: { 'all-zero-second-path': choice } })
      bench.pbu({ mmb: { bid: 1 } })
      return prefixesOf(bench.pbu({ from: MAG2, mmb: { bid: 2 } }))
    }
    expect(second('same-prefix')).to.deep.equal([P1])
    expect(second('new-session')).to.deep.equal(['2001:db8:1000:1::'])
    expect(second('lookup')).to.deep.equal(['2001:db8:1000:1::'])
  })

  it('the look of an answer', () => {
    const kinds = (set: Partial<Behaviours>) =>
      new Bench({ behaviours: set })
        .pbu({})
        ?.options.map((o) => o.kind)
        .filter((k) => k !== 'pad1' && k !== 'padn')
    const usual = kinds({}) ?? []
    expect(kinds({ 'option-order': 'reversed' })).to.deep.equal([...usual].reverse())
    expect(kinds({ 'option-order': 'shuffled' })).to.have.members(usual)
    expect(kinds({ 'unknown-option-in-answer': 'yes' })).to.deep.equal([...usual, 'unknown'])
    expect(
      new Bench({ behaviours: { padding: 'pad1' } }).pbu({})?.options.some((o) => o.kind === 'padn'),
    ).to.equal(false)
    expect(
      new Bench({ behaviours: { 'rejection-lifetime': 'request' } }).pbu({ handoff: null })?.lifetime,
    ).to.equal(75)
    expect(new Bench({ behaviours: { 'granted-lifetime': 'half' } }).pbu({})?.lifetime).to.equal(37)
    const advised = new Bench({ behaviours: { 'refresh-advice': 'given' } }).pbu({ lifetime: 75 })
    expect(advised && find(advised, 'binding-refresh-advice')?.interval).to.equal(37)
    const copied = new Bench({ behaviours: { 'mmb-flags-in-answer': 'clear' } }).pbu({
      mmb: { bid: 1, bulk: true },
    })
    expect(copied && find(copied, 'mag-multipath-binding')?.bulk).to.equal(false)
  })

  it('delay and copies', () => {
    const bench = new Bench({ behaviours: { 'answer-delay': '700', copies: '2' } })
    expect(bench.pbu({})).to.equal(undefined)
    bench.clock.pass(699)
    expect(bench.sent).to.have.length(0)
    bench.clock.pass(1)
    expect(bench.sent).to.have.length(2)
  })

  it('what observe lists', () => {
    const listed = (set: Partial<Behaviours>) => {
      const bench = new Bench({ behaviours: set })
      bench.pbu(path1)
      bench.pbu(path2)
      bench.pbu({ ...path1, lifetime: 0, prefixes: [P1] })
      return bench.lma.bindings().mobileNodes.map((n) => n.bindings.map((b) => b.bid))
    }
    expect(listed({})).to.deep.equal([[2]])
    expect(listed({ 'observe-waiting': 'yes' })).to.deep.equal([[1, 2]])
    expect(listed({ 'observe-waiting': 'yes', 'observe-entries': 'path' })).to.deep.equal([[1], [2]])
  })

  const sound = Array.from({ length: exerciseCount }, (_, index) => transcript(index))
  for (const { name, choice } of alternatives())
    it(`${name}=${choice} shows, and sends nothing malformed`, () => {
      const texts = sound.map((_, index) => transcript(index, [], { [name]: choice }))
      if (!hidden.has(name)) expect(texts.some((text, index) => text !== sound[index])).to.equal(true)
      for (const line of texts.join('\n').split('\n')) {
        const [, destination = '', hex = ''] = /^(\S+) 135 ([0-9a-f]+)$/.exec(line) ?? []
        if (hex === '') continue
        const { issues } = decode(Buffer.from(hex, 'hex'), { source: '2001:db8:ff::a', destination })
        // A refusal repeats a reserved BID as it came.
        if (issues.some((i) => !i.path.endsWith('.bid'))) expect(issues, line).to.deep.equal([])
      }
    })

  it('are read as name=choice', () => {
    expect(parseBehaviour('reserved-bid=silence')).to.deep.equal({ 'reserved-bid': 'silence' })
    expect(() => parseBehaviour('reserved-bid=perhaps')).to.throw('one of reject, ignore-option, silence')
    expect(() => parseBehaviour('nonsense=1')).to.throw('no behaviour is called nonsense')
    expect(behaviours()['reserved-bid']).to.equal(behaviourChoices['reserved-bid'].choices[0])
  })
})
