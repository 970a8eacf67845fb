import * as chai from 'chai'
import { type Subject, vocabulary } from './vocabulary.js'

chai.use(vocabulary)

/** Holds the device to the case's requirement: unmet, the case ends as the requirement's level says. */
export function expect(value: Subject): Chai.Assertion {
  return weighed(value, 'level')
}

/** What the oracle only wants: unmet it is a warning, and the case goes on. */
export function prefer(value: Subject): Chai.Assertion {
  return weighed(value, 'warn')
}

/** What must hold for the case to tell anything: unmet, the case is inconclusive and ends. */
export function presume(value: Subject): Chai.Assertion {
  return weighed(value, 'inconclusive')
}

function weighed(value: Subject, weight: 'level' | 'warn' | 'inconclusive'): Chai.Assertion {
  const assertion = chai.expect(value)
  chai.util.flag(assertion, 'weight', weight)
  return assertion
}
