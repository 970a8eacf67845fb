/** Packets leave in the order they were given, on different sockets too. */
export class SendOrder {
  /** The packet given last, whether its socket has it, and when it has left, or could not. */
  #last = { on: '', handed: true, left: Promise.resolve() }

  /** Hands a packet to its socket in its turn; settles as that does, when it has left. A socket keeps its own order. */
  send(on: string, hand: () => Promise<void>): Promise<void> {
    const last = this.#last
    const next = { on, handed: false, left: last.left }
    const handNext = () => {
      next.handed = true
      return hand()
    }
    const sent = last.on === on && last.handed ? handNext() : last.left.then(handNext)
    next.left = sent.catch(() => {})
    this.#last = next
    return sent
  }
}
