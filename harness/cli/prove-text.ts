import { terminalText } from '../report/index.js'
import { type Proof, type ProvenDefect, scoreOf } from '../run/prove/proof.js'
import { count, terminalWidth, wrap } from './layout.js'

/** How many cases are named for each defect. */
const NAMED = 4

/** `LMA-8278-BID-02, LMA-8278-BID-03 and 7 more`. */
export function wordKillers({ killedBy, calibration, unfound }: ProvenDefect): string {
  if (killedBy.length === 0) {
    if (calibration !== undefined) return 'the device cannot be tested'
    return unfound === undefined ? 'nothing' : `nothing: ${unfound}`
  }
  const named = killedBy.slice(0, NAMED).join(', ')
  return killedBy.length <= NAMED ? named : `${named} and ${killedBy.length - NAMED} more`
}

/** The sentence that sums it up. */
export function proofSentence(proof: Proof): string {
  const { defects, killed, cases, withoutDefect, unrelated } = scoreOf(proof)
  const beyond = proof.defects.length - defects
  const none = (n: number, word: string) => (n === 0 ? 'no' : `${n}`) + word
  return [
    `${killed} of ${count(defects, 'defect')} of the reference devices ${defects === 1 ? 'is' : 'are'} found;`,
    ...(beyond === 0 ? [] : [`${beyond} more show in user traffic alone;`]),
    `${count(cases, 'case')}, ${withoutDefect.length === 0 ? 'none' : withoutDefect.length} without a defect,`,
    none(unrelated.length, ` unrelated failure${unrelated.length > 1 ? 's' : ''}`),
  ].join(' ')
}

/** The kill matrix for a terminal, what is wrong at its end. */
export function proofText(proof: Proof): string {
  const width = terminalWidth()
  const lines = proof.defects.map((defect) => {
    const sign = defect.killedBy.length > 0 || defect.calibration !== undefined ? '✓' : '✗'
    return wrap(`${sign} ${defect.role} ${defect.name}: ${wordKillers(defect)}`, width, 4)
  })
  const part = (title: string, items: readonly string[]) => {
    if (items.length > 0) lines.push('', `${title}:`, ...items.map((item) => wrap(`  ${item}`, width, 4)))
  }
  const { survivors, withoutDefect, unrelated } = scoreOf(proof)
  part('Defects that no case finds', survivors)
  part('Cases that find no defect', withoutDefect)
  part(
    'Cases that fail for a defect that is none of their business',
    unrelated.map((s) => terminalText(`${s.case} (${s.verdict}) for ${s.role} ${s.defect}: ${s.reason}`)),
  )
  part('Only at one of two attempts', proof.unsteady.map(terminalText))
  part('Troubles', proof.troubles.map(terminalText))
  return `${lines.join('\n')}\n\n${wrap(proofSentence(proof), width)}\n`
}
