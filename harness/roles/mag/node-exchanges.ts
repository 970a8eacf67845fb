import { sameOctets } from '../../wire/index.js'
import type { Request } from './answer.js'

/** An answer as it came, what it answered, and how often it came. */
interface KeptAnswer {
  readonly octets: Uint8Array
  readonly request: Request
  /** It can have answered no other. */
  readonly certain: boolean
  times: number
}

const ANSWERS_KEPT = 4

/** What was asked for a mobile node and what came: tells a copy, and which requests were on their way together. */
export class NodeExchanges {
  readonly #answers: KeptAnswer[] = []
  /** Not yet answered; some were given up, their silence being proven. */
  readonly #unanswered = new Map<Request, 'underway' | 'given up'>()
  #newest: Request | undefined

  sent(request: Request): void {
    this.#newest = request
    this.#unanswered.set(request, 'underway')
  }

  givenUp(request: Request): void {
    if (this.#unanswered.has(request)) this.#unanswered.set(request, 'given up')
  }

  answered(request: Request, octets: Uint8Array, certain: boolean): void {
    this.#unanswered.delete(request)
    this.#answers.push({ octets, request, certain, times: 1 })
    if (this.#answers.length > ANSWERS_KEPT) this.#answers.shift()
  }

  /** The device may still have a request to read. */
  get underway(): boolean {
    for (const state of this.#unanswered.values()) if (state === 'underway') return true
    return false
  }

  /** Nothing of the node but this request may have got an answer that tells no number. */
  mayOnlyBe(request: Request): boolean {
    return [...this.#unanswered.keys()].every((other) => other === request)
  }

  /** Whether something was on its way together with this request, which is answered now. */
  crossed(request: Request): boolean {
    return request.besides || this.#newest !== request
  }

  /** The newest answer these octets are a copy of. One may come when a next request is answered on another path. */
  copied(octets: Uint8Array): KeptAnswer | undefined {
    return this.#answers.findLast((answer) => sameOctets(octets, answer.octets))
  }
}
