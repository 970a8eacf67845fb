import { expect as plainly } from 'chai'
import type { ObservedBinding } from '../link/index.js'
import type { Finding } from '../model/index.js'
import { Answer, MobileNode, type Reaction, type Request, silenceExpected } from '../roles/index.js'
import { type BindingAcknowledgement, type BindingUpdate, type Option, option } from '../wire/index.js'
import { NodeBindings } from './bindings.js'
import { asCase } from './current.js'
import { expect, prefer, presume } from './expect.js'
import { NoAnswer, Undecided, Unmet } from './outcome.js'
import type { Subject } from './vocabulary.js'

const endpoint = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1' }
const source = '2001:db8:ff::a'
const node = new MobileNode('multipath', 'mn-1@example.net', 1)

function request(validFor?: number): Request {
  const message: BindingUpdate = {
    kind: 'binding-update',
    sequence: 7,
    flags: 0x8200,
    lifetime: 75,
    options: [],
  }
  const parts = {
    endpoint,
    node,
    destination: source,
    tag: { step: 'test' },
    message,
    sentAt: 0,
    besides: false,
  }
  return { ...parts, octets: new Uint8Array(), frame: 3, ...(validFor !== undefined && { validFor }) }
}

function answered(status: number, options: readonly Option[] = [], after = 12, validFor?: number): Answer {
  const pba: BindingAcknowledgement = {
    kind: 'binding-acknowledgement',
    status,
    flags: 0x20,
    sequence: 7,
    lifetime: 75,
    options,
  }
  const octets = new Uint8Array()
  const destination = endpoint.address
  const reaction: Reaction = {
    kind: 'acknowledgement',
    ...{ pba, issues: [], octets, source, destination, frame: 4, after, crossed: false },
  }
  return new Answer(request(validFor), reaction)
}

const silence = () =>
  new Answer(request(), { kind: 'silence', proof: 'the barrier was answered', frame: undefined, after: 150 })
const icmp = () =>
  new Answer(request(), {
    kind: 'icmp-error',
    error: { type: 4, code: 0, pointer: 40, source: '::1', destination: '::1', quoted: new Uint8Array() },
    frame: 4,
    after: 2,
  })
const bindingError = () =>
  new Answer(request(), {
    kind: 'binding-error',
    message: { kind: 'binding-error', status: 1, homeAddress: '::', options: [] },
    frame: 4,
    after: 2,
  })

const mmb = { ...option('mag-multipath-binding', { accessTechnology: 4, label: 9, bid: 3 }), offset: 70 }
const multipath = answered(0, [mmb])
const plain = answered(0)
const refused = answered(180)

const bound: ObservedBinding = { bid: 1, careOf: '2001:DB8:1:0::1', lifetime: 300 }
const one = new NodeBindings(node, 'observe', [bound])
const none = new NodeBindings(node, 'wire', [])

/** What comes of an expectation: nothing, or the error it ends the case with. */
function outcome(say: () => unknown): unknown {
  try {
    say()
    return 'met'
  } catch (error) {
    return error
  }
}

type Say = (assertion: Chai.Assertion) => unknown
/** A word, what it holds of, and what it does not hold of. */
const words: readonly (readonly [string, Say, readonly Subject[], readonly Subject[]])[] = [
  [
    'accepted',
    (a) => a.to.be.accepted(),
    [plain, multipath, answered(127)],
    [refused, answered(128), icmp()],
  ],
  ['refused', (a) => a.to.be.refused(), [refused, answered(128)], [plain, icmp(), bindingError()]],
  ['refused(s)', (a) => a.to.be.refused(180, 154), [refused, answered(154)], [answered(153), plain]],
  ['status(s)', (a) => a.to.have.status(0, 180), [plain, refused], [answered(1), icmp()]],
  ['answered', (a) => a.to.be.answered(), [plain, refused], [icmp(), bindingError()]],
  ['ignored', (a) => a.to.be.ignored(), [silence()], [plain, refused, icmp(), bindingError()]],
  [
    'refusedOrIgnored',
    (a) => a.to.be.refusedOrIgnored(),
    [refused, plain, silence(), icmp(), bindingError()],
    [multipath],
  ],
  ['multipath', (a) => a.to.be.multipath(), [multipath], [plain, answered(180, [mmb])]],
  ['multipath(bid)', (a) => a.to.be.multipath(3), [multipath], [plain, answered(0, [{ ...mmb, bid: 4 }])]],
  ['option', (a) => a.to.have.option('mag-multipath-binding'), [multipath, answered(180, [mmb])], [plain]],
  ['bid', (a) => a.to.have.bid(1), [one], [none, new NodeBindings(node, 'wire', [{ ...bound, bid: null }])]],
  ['careOf', (a) => a.to.have.careOf('2001:db8:1::1'), [one], [none]],
  ['bindings', (a) => a.to.have.bindings(1), [one], [none, new NodeBindings(node, 'wire', [bound, bound])]],
]

describe('the words for an answer and for bindings', () => {
  for (const [name, say, holds, fails] of words)
    describe(name, () => {
      it('holds of what it says, and its contrary does not', () => {
        for (const subject of holds) {
          plainly(outcome(() => say(expect(subject)))).to.equal('met')
          plainly(outcome(() => say(expect(subject).not))).to.be.instanceOf(Unmet)
        }
      })
      it('does not hold of anything else, and its contrary does', () => {
        for (const subject of fails) {
          plainly(outcome(() => say(expect(subject)))).to.be.instanceOf(Unmet)
          plainly(outcome(() => say(expect(subject).not))).to.equal('met')
        }
      })
    })

  it('cannot be said of something else', () => {
    plainly(outcome(() => expect(none).to.be.accepted()) as Error).to.include({
      name: 'TypeError',
      message: 'accepted cannot be said of this',
    })
    plainly(outcome(() => expect(plain).to.have.bindings(1))).to.be.instanceOf(TypeError)
  })
})

describe('silence where an answer was wanted', () => {
  const wanting: readonly Say[] = [
    (a) => a.to.be.accepted(),
    (a) => a.to.be.answered(),
    (a) => a.to.be.refused(180),
    (a) => a.to.have.status(0),
    (a) => a.to.be.multipath(),
    (a) => a.to.have.option('timestamp'),
  ]
  it('is tried again, and decides only where the requirement wants the answer', () => {
    for (const say of wanting) {
      const [expected, presumed] = [expect, presume].map((of) => outcome(() => say(of(silence()))))
      plainly(expected).to.be.instanceOf(NoAnswer).and.include({ decides: true })
      plainly(presumed).to.be.instanceOf(NoAnswer).and.include({ decides: false })
    }
  })

  it('says what in the lab could cause the same', () => {
    plainly((outcome(() => expect(silence()).to.be.accepted()) as NoAnswer).finding).to.deep.equal({
      code: 'no-answer',
      message: 'expected a PBA with status below 128',
      expected: 'a PBA with status below 128',
      got: 'silence: the barrier was answered',
      frame: 3,
      causes: [
        'the device drops signalling that is not protected by IPsec',
        'the path lost the packet three times',
        'a filter between the tester and the device',
      ],
    })
  })

  it('is remembered when it was required, so that a late answer can break it', () => {
    const [required, unwanted] = [silence(), silence()]
    expect(required).to.be.ignored()
    outcome(() => expect(unwanted).not.to.be.ignored())
    plainly(silenceExpected.has(required.request)).to.equal(true)
    plainly(silenceExpected.has(unwanted.request)).to.equal(false)
  })
})

describe('a refusal for a Timestamp that had grown old on the way', () => {
  it('is tried again, whatever was expected', () => {
    const old = answered(156, [], 200, 300)
    for (const say of [
      () => expect(old).to.be.accepted(),
      () => expect(old).not.to.be.refused(156),
      () => prefer(old).to.be.accepted(),
    ]) {
      const error = outcome(say)
      plainly(error).to.be.instanceOf(NoAnswer).and.include({ decides: false })
      plainly((error as NoAnswer).finding.code).to.equal('overtaken')
    }
    plainly(outcome(() => expect(old).to.be.refused(156))).to.equal('met')
    plainly(outcome(() => expect(answered(156, [], 100, 300)).to.be.accepted())).to.be.instanceOf(Unmet)
  })
})

describe('weights', () => {
  it('expect ends the case, presume leaves it undecided, prefer only warns', async () => {
    const findings: Finding[] = []
    await asCase({ record: (finding) => findings.push(finding) }, async () => {
      plainly(outcome(() => expect(refused).to.be.accepted())).to.be.instanceOf(Unmet)
      plainly(outcome(() => presume(refused).to.be.accepted())).to.be.instanceOf(Undecided)
      plainly(outcome(() => prefer(plain).to.be.accepted())).to.equal('met')
      plainly(findings).to.deep.equal([])
      plainly(outcome(() => prefer(refused).to.be.accepted())).to.equal('met')
      plainly(outcome(() => prefer(silence()).to.be.accepted())).to.equal('met')
    })
    plainly(findings.map(({ severity, code }) => [severity, code])).to.deep.equal([
      ['warn', 'status'],
      ['warn', 'status'],
    ])
  })

  it('prefer belongs inside a case', () => {
    plainly(String(outcome(() => prefer(refused).to.be.accepted()))).to.equal(
      'Error: expectations that record a finding belong inside a case',
    )
  })
})

describe('what is said of an unmet expectation', () => {
  const finding = (say: () => unknown) => (outcome(say) as Unmet).finding
  it('names what was expected, what came, where and in which frame', () => {
    plainly(finding(() => expect(plain).to.be.refused(180))).to.deep.equal({
      code: 'status',
      message: 'expected a PBA with status CANNOT_SUPPORT_MULTIPATH_BINDING (180)',
      expected: 'a PBA with status CANNOT_SUPPORT_MULTIPATH_BINDING (180)',
      got: 'PBA with status ACCEPTED (0), lifetime 75, without MAG Multipath Binding option, after 12 ms',
      frame: 4,
      where: 'status at octet 6',
    })
    plainly(finding(() => expect(multipath).to.be.multipath(1))).to.include({
      code: 'multipath',
      message: 'expected an acceptance with a MAG Multipath Binding option of BID 1',
      where: 'option mag-multipath-binding at octet 70',
    })
  })

  it('tells a missing option from a wrong one', () => {
    plainly(finding(() => expect(plain).to.be.multipath()).code).to.equal('option-missing')
    plainly(finding(() => expect(plain).to.have.option('timestamp')).code).to.equal('option-missing')
    plainly(finding(() => expect(multipath).not.to.have.option('mag-multipath-binding')).code).to.equal(
      'option-present',
    )
  })

  const sentences: readonly (readonly [() => unknown, string, string])[] = [
    [
      () => expect(multipath).to.be.refusedOrIgnored(),
      'expected a refusal, silence, or an acceptance without MAG Multipath Binding option',
      'PBA with status ACCEPTED (0), lifetime 75, with MAG Multipath Binding option (BID 3), after 12 ms',
    ],
    [
      () => expect(icmp()).to.be.ignored(),
      'expected silence',
      'ICMPv6 parameter problem code 0 at octet 40, after 2.0 ms',
    ],
    [
      () => expect(bindingError()).to.be.answered(),
      'expected a PBA',
      'Binding Error with status 1, after 2.0 ms',
    ],
    [
      () => expect(one).not.to.have.bid(1),
      'expected not a live binding under BID 1',
      'BID 1 at 2001:DB8:1:0::1, 300 s left (observe)',
    ],
    [
      () => expect(none).to.have.bindings(2),
      'expected 2 live bindings',
      'no binding (told by de-registrations)',
    ],
    [
      () => expect(none).to.have.careOf('2001:db8:1::1'),
      'expected a live binding of care-of address 2001:db8:1::1',
      'no binding (told by de-registrations)',
    ],
  ]
  for (const [say, message, got] of sentences)
    it(message, () => plainly(finding(say)).to.include({ message, got }))

  it('escapes what came from outside', () => {
    const wicked = new NodeBindings(node, 'observe', [{ bid: 1, careOf: '\u001b[31m]]>', lifetime: 1 }])
    plainly(finding(() => expect(wicked).to.have.bindings(0)).got).not.to.include('\u001b')
  })
})

describe("chai's own words", () => {
  it('carry the same weight, with values written as the field writes them', () => {
    const unmet = (say: () => unknown) => {
      const error = outcome(say)
      plainly(error).to.be.instanceOf(Unmet)
      return (error as Unmet).finding
    }
    plainly(unmet(() => expect(3).to.equal(4))).to.include({
      code: 'value',
      message: 'expected 3 to equal 4',
      got: '3',
    })
    plainly(unmet(() => expect(5n).to.equal(4n)).got).to.equal('0x0000000000000005')
    plainly(unmet(() => expect(Uint8Array.of(1, 255)).to.deep.equal(Uint8Array.of(1))).got).to.equal('01ff')
    plainly(unmet(() => expect(undefined).to.equal(4)).got).to.equal('none')
    plainly(unmet(() => expect([]).to.deep.equal([1])).got).to.equal('none')
    plainly(unmet(() => expect(['::', Uint8Array.of(255), 5n]).to.deep.equal([])).got).to.equal(
      '::, ff, 0x0000000000000005',
    )
    plainly(unmet(() => expect(3).to.equal(4, 'the BID that was asked for')).message).to.equal(
      'expected the BID that was asked for',
    )
    plainly(unmet(() => expect(3).not.to.equal(3)).message).to.equal('expected 3 to not equal 3')
    plainly(unmet(() => expect(3).not.to.equal(3, 'another BID')).message).to.equal('expected another BID')
    plainly(outcome(() => presume(3).to.be.above(4))).to.be.instanceOf(Undecided)
    plainly(outcome(() => expect(3).to.equal(3))).to.equal('met')
  })

  it('stay chai’s own outside of cases', () => {
    plainly(outcome(() => plainly(3).to.equal(4))).to.have.property('name', 'AssertionError')
  })
})
